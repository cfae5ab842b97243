import { execFile } from 'node:child_process'
import { mkdirSync, readdirSync, symlinkSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import manifest from '../../package.json' with { type: 'json' }
import { esm, gui, plantedImports } from './support/planted-imports.ts'
import { host, makeProject, runAgain, type ProjectRun } from './support/run-project.ts'
import { scenarioOf, testOf } from './support/read-results.ts'

const core = 'src/real-core.ts'
const redis = 'src/adapters/redis.ts'
const robot = 'node_modules/robotjs/index.js'
const nut = 'node_modules/@nut-tree/nut-js/index.js'
const cjs = 'node_modules/wraps/cjs.cjs'
const shell = 'node:child_process'

/** How often each chain must have been refused, from the stress file on, and where from. */
const refused: [chain: string[], count: number, site: string][] = [
  // As it is, by an alias, with a query, by a link, by a computed name.
  [[core], 5, 'stress/escapes.stress.ts'],
  [['src/once-more.ts', 'src/again.ts', core], 1, 'src/again.ts:1:15'],
  [[redis], 1, 'stress/escapes.stress.ts'],
  [['src/all.ts', redis], 1, 'src/all.ts'],
  [['src/adapters/nats.cjs'], 1, 'stress/escapes.stress.ts:19:50'],
  [['src/uses-robot.ts', robot], 1, 'src/uses-robot.ts:1:19'],
  [['src/uses-nut.ts', nut], 1, 'src/uses-nut.ts:1:23'],
  [['node_modules/wraps/esm.mjs', nut], 1, 'node_modules/wraps/esm.mjs:1:23'],
  // By its name, and by a computed one.
  [[cjs, robot], 2, `${cjs}:2:31`],
  [[cjs, nut], 1, `${cjs}:3:28`],
  [[robot], 2, 'stress/escapes.stress.ts'],
  [['node_modules/pointer/index.js'], 1, 'stress/escapes.stress.ts'],
  [['vendor/robot/index.js'], 1, 'stress/escapes.stress.ts'],
  [['node_modules/inlined-gui/index.js', nut], 1, 'node_modules/inlined-gui/index.js:1:23'],
  [[cjs, shell], 1, `${cjs}:4:31`],
  // By an import, and from `process`.
  [[shell], 2, 'stress/escapes.stress.ts:31:33'],
]

describe('imports of a sealed run', () => {
  let run: ProjectRun
  beforeAll(async () => {
    const folder = makeProject(plantedImports)
    symlinkSync('real-core.ts', join(folder, 'src/link.ts'))
    symlinkSync('../vendor/robot', join(folder, 'node_modules/linked'), 'dir')
    run = await runAgain(folder)
  })

  test.for(['escapes', 'the same again'])('23 ways around, none of which leads there: %s', (name) => {
    const { verdict, isolation, failure_count, failures } = scenarioOf(run, name)
    expect({ verdict, failure_count }, JSON.stringify(failures)).toEqual({
      verdict: 'fail',
      failure_count: 0,
    })
    const found = new Map<string, { count: number; site: string }>()
    for (const { chain, count, blocked, call_site, surface } of isolation!.attempts) {
      expect({ blocked, surface }).toEqual({ blocked: true, surface: 'imports' })
      const key = chain!.join(' -> ')
      const site = call_site!.replace(`${run.folder}/`, '')
      found.set(key, { count: (found.get(key)?.count ?? 0) + count, site: found.get(key)?.site ?? site })
    }
    const expected = new Map(
      refused.map(([chain, count, site]) => [
        ['stress/escapes.stress.ts', ...chain].join(' -> '),
        { count, site: expect.stringMatching(new RegExp(`^${site}(:|$)`)) as string },
      ]),
    )
    if (name !== 'escapes') {
      // What stands between is an ES module that failed: before Node 22.15 it does so again without asking anew.
      const between =
        'stress/escapes.stress.ts -> node_modules/wraps/esm.mjs -> node_modules/@nut-tree/nut-js/index.js'
      for (const map of [found, expected]) map.delete(between)
    }
    expect(Object.fromEntries(found)).toEqual(Object.fromEntries(expected))
  })

  /** As a person reads it, one module a line. */
  const printed = (...chain: string[]): RegExp =>
    new RegExp(chain.map((each) => each.replaceAll('.', String.raw`\.`)).join(String.raw`\s+`))

  test('the failure prints each chain', () => {
    const { failureMessages } = testOf(run, 'escapes')
    expect(failureMessages.join()).toMatch(
      printed('stress/escapes.stress.ts', 'src/once-more.ts', 'src/again.ts', core),
    )
  })

  test('the bundle that workers load is no way around', () => {
    const { verdict, isolation, problems, failures } = scenarioOf(run, 'workers')
    expect({ verdict, failures }, problems.join()).toEqual({ verdict: 'fail', failures: [] })
    expect(isolation?.attempts.map(({ chain }) => chain?.at(-1))).toEqual([core])
  })

  test('a stress file that imports it statically fails with the chain, and its line', () => {
    expect(run.output.slice(run.output.indexOf('FAIL  |stress| stress/static.stress.ts'))).toMatch(
      printed('stress/static.stress.ts', 'src/once-more.ts', 'src/again.ts', core, '❯ src/again.ts:1:15'),
    )
  })

  test('what is mocked is not loaded, and is no attempt', () => {
    const { verdict, isolation, problems } = scenarioOf(run, 'mocked')
    expect({ verdict, attempts: isolation?.attempts }, problems.join()).toEqual({
      verdict: 'pass',
      attempts: [],
    })
  })

  test('unit tests import what they like', () => {
    expect(testOf(run, 'unit tests import what they like').status).toBe('passed')
  })
})

const installed = createRequire(join(host.projects, 'x.js')).resolve('vitest-stress/package.json')
const command = join(dirname(installed), manifest.bin['vitest-stress'])

/** Runs `vitest-stress validate` in a project. Its temporary folder lies beside: projects here may lie in the usual one. */
async function validate(
  folder: string,
): Promise<{ code: unknown; out: string; err: string; left: string[] }> {
  mkdirSync(join(folder, 'tmp'))
  const before = readdirSync(folder)
  const { PATH, HOME } = process.env
  const env = { PATH, HOME, NO_COLOR: '1', TMPDIR: join(folder, 'tmp') }
  return new Promise((resolve) => {
    execFile(host.node, [command, 'validate'], { cwd: folder, env }, (error, out, err) => {
      const left = readdirSync(folder).filter((name) => !before.includes(name))
      resolve({ code: error === null ? 0 : error.code, out, err, left })
    })
  })
}

const project = {
  'package.json': '{"name": "planted", "type": "module"}',
  'vitest.config.ts': `
import { stress } from 'vitest-stress/plugin'
export default { plugins: [stress({ isolation: { strength: 'sealed', forbid: { modules: ['./src/real-core.ts'] } } })] }
`,
  'inbox/.keep': '',
  'src/real-core.ts': `
import { appendFileSync, symlinkSync } from 'node:fs'
export class RealCore {
  constructor(private folder: string) {}
  async sendMessage(message) {
    appendFileSync(this.folder + '/' + message.recipient, JSON.stringify(message) + '\\n')
    return { status: 'delivered' }
  }
}`,
  'src/mock-core.ts': `export { MockMessagingCore as Mock } from 'vitest-stress/queue'`,
  'src/orders.ts': `import type { RealCore } from './real-core'; export const orders = (core?: RealCore) => core`,
  'stress/orders.stress.ts': `
import { stressTest } from 'vitest-stress'
import { orders } from '../src/orders'
stressTest('orders', { load: { executor: 'shared-iterations', iterations: 1 } }, () => void orders())
`,
  'stress/isolation.ts': `
import { mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { MessageQueueProcessor } from 'vitest-stress/queue'
import { Mock } from '../src/mock-core.ts'
export const mockCore = () => new Mock()
export const realCore = async () => {
  const { RealCore } = await import('../src/real-core.ts')
  const folder = mkdtempSync(tmpdir() + '/inboxes-')
  const linesOf = (inbox) => readFileSync(folder + '/' + inbox, 'utf8').trim().split('\\n')
  const arrivals = () => readdirSync(folder).flatMap((inbox) => linesOf(inbox).map((line) => ({ ...JSON.parse(line), inbox })))
  const close = () => rmSync(folder, { recursive: true, force: true })
  return { core: new RealCore(folder), arrivals, close }
}
export const processor = (core) => new MessageQueueProcessor({ core })
export const inboxes = ['inbox']
export const options = { timeoutMs: 500 }
`,
}

describe.concurrent('vitest-stress validate', () => {
  test('a project that is isolated: six times yes, each with evidence; nothing stays behind', async () => {
    const folder = makeProject(project)
    // There are the projects of other tests.
    symlinkSync('..', join(folder, 'above'))
    const { code, out, err, left } = await validate(folder)
    expect({ code, left }, out + err).toEqual({ code: 0, left: [] })
    const notSearched = 'links that lead out of the project are not searched for stress files: above'
    expect(out.split('\n').map((line) => line.trim())).toEqual([
      'yes  No real core is reachable from the stress files',
      expect.stringMatching(
        /^1 stress file reaches \d+ modules, and none of them is \.\/src\/real-core\.ts$/,
      ),
      notSearched,
      'yes  No package that automates a desktop is reachable from the stress files',
      expect.stringMatching(/^1 stress file reaches \d+ modules, and none of them is robotjs/),
      notSearched,
      'yes  Nothing is written to an inbox folder',
      'a write to inbox was refused, and none was tried by the mock',
      'yes  The mock and the real core keep one contract',
      'mockCore: 5 of 5 cases are kept',
      'realCore: 5 of 5 cases are kept',
      'yes  The core that is injected is the one that is used',
      'a core put there to watch saw 60 of 60 sends',
      'yes  The mock leaves its process nowhere',
      expect.stringMatching(/^60 messages in a sealed run, and no attempt on .*imports.*network/),
      '',
      '6 of 6 answered with yes',
      '',
    ])
  })

  test('one that does not say which are its cores: two answers, and why there are no others', async () => {
    const { 'stress/isolation.ts': _, ...others } = project
    const { code, out, err } = await validate(makeProject(others))
    expect(code, out + err).not.toBe(0)
    expect(out.match(/^yes/gm), out + err).toHaveLength(2)
    expect(out + err).toContain('no module says which are the cores and the processor: stress/isolation.ts')
  })

  test('one without a stress file: what is asked of a project of theirs is told of one', async () => {
    const { 'stress/isolation.ts': _, 'stress/orders.stress.ts': __, ...others } = project
    const { code, out, err } = await validate(makeProject(others))
    expect(code, out + err).toBe(1)
    expect(out.match(/there is no stress file/g), out + err).toHaveLength(2)
  })

  test('one that is not: six times no, each with what was found', async () => {
    const { code, out, err, left } = await validate(
      makeProject({
        ...project,
        'node_modules/robotjs/package.json': gui('robotjs'),
        'node_modules/robotjs/index.js': '',
        'node_modules/desktop/package.json': esm('desktop'),
        'node_modules/desktop/index.js': `import robot from 'robotjs'; export default robot`,
        'src/orders.ts': `import desktop from 'desktop'; export const orders = async () => [desktop, await import('./real-core')]`,
        'src/real-core.ts': `export class RealCore { sendMessage = async () => ({ status: 'delivered' }) }`,
        'src/mock-core.ts': `
import { writeFileSync, symlinkSync } from 'node:fs'
import { MockMessagingCore } from 'vitest-stress/queue'
export class Mock extends MockMessagingCore {
  sendMessage(message) {
    try { writeFileSync('inbox/' + message.recipient, '') } catch {}
    return super.sendMessage(message)
  }
}`,
        'stress/isolation.ts': project['stress/isolation.ts']
          .replace(
            '({ core })',
            '({ core: { sendMessage: (message) => message.sequence === 7 ? { status: "delivered" } : core.sendMessage(message) } })',
          )
          .replace(
            "const { RealCore } = await import('../src/real-core.ts')",
            "class RealCore { sendMessage = async () => ({ status: 'delivered' }) }",
          ),
      }),
    )
    expect({ code, left }, out + err).toEqual({ code: 1, left: [] })
    const answers = out.split(/^(?=NO |yes|\d)/m).map((text) => text.replaceAll(/\s+/g, ' ').trim())
    expect(answers).toEqual([
      'NO No real core is reachable from the stress files stress/orders.stress.ts -> src/orders.ts -> src/real-core.ts',
      'NO No package that automates a desktop is reachable from the stress files stress/orders.stress.ts -> src/orders.ts -> node_modules/desktop/index.js -> node_modules/robotjs/index.js',
      expect.stringMatching(
        /^NO Nothing is written to an inbox folder .*fs\.writeFileSync .*inbox\/Agent-1.* at .*src\/mock-core\.ts:6:\d+/,
      ),
      expect.stringMatching(
        /^NO The mock and the real core keep one contract .*realCore, delivery: sender:0 for Agent-1 was "delivered" and never arrived.*realCore loads nothing that stress runs are forbidden \(src\/real-core\.ts\): it is not the real core$/,
      ),
      'NO The core that is injected is the one that is used a core put there to watch saw 59 of 60 sends it did not see validator:7',
      expect.stringMatching(/^NO The mock leaves its process nowhere .*fs\.writeFileSync/),
      '0 of 6 answered with yes',
    ])
  })
})
