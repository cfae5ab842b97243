import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import type { AttemptMetrics } from '../../src/model/isolation-metrics.ts'
import { escapesOf, escapeTables } from './support/escapes.ts'
import { configOf, host, makeProject, runAgain, type ProjectRun } from './support/run-project.ts'
import { scenarioOf, testOf } from './support/read-results.ts'

/** Virtual time: nothing is measured, and a run takes milliseconds. */
const preamble = `import { stressTest } from 'vitest-stress'
const once = { executor: 'shared-iterations', iterations: 1, concurrency: 1 } as const
const escape = (name: string, act: () => unknown) =>
  stressTest(name, { load: once, time: 'virtual' }, async () => { await act() })`

const path = 'stress/escapes.stress.ts'
const escapes = escapesOf(host.nodeVersion)

/** Imports in the first line, and each escape on a line of its own. */
function escapesFile(): string {
  const imports = escapeTables.map((table) => table.imports.trim())
  const first = [...imports, preamble]
    .join('\n')
    .replaceAll(/(?<!=>)\n/g, '; ')
    .replaceAll('\n', ' ')
  return [first, ...escapes.map(({ name, code }) => `escape('${name}', () => ${code})`)].join('\n')
}

const files = {
  'vitest.config.ts': configOf('', "stress({ isolation: 'sealed' })"),
  'package.json': '{ "type": "module" }',
  [path]: escapesFile(),
  // What a run needs anyway, and what is nobody's business.
  'stress/clean.stress.ts': `
import fs from 'node:fs'
import { join } from 'node:path'
import { tmpdir } from 'node:os'
${preamble}
stressTest('clean', { load: once }, async () => {
  fs.writeFileSync(join(tmpdir(), 'a.txt'), '')
  fs.mkdirSync('logs', { recursive: true })
  await fs.promises.writeFile('logs/own.txt', '')
  await fs.promises.rm('logs/own.txt')
  fs.closeSync(fs.openSync('/dev/null', 'w'))
  fs.readFileSync('package.json')
  process.kill(process.pid, 0)
  process.env.HOME = process.env.HOME
})
stressTest('looser', { load: once, isolation: 'open' }, async () => {})
`,
  // A real client and a real server.
  'stress/fenced.stress.ts': `
// @stress-isolation fenced
import { createServer } from 'node:http'
import { once as event } from 'node:events'
import { Worker } from 'node:worker_threads'
import { stressTest } from 'vitest-stress'
const load = { executor: 'shared-iterations', iterations: 20, concurrency: 2 } as const
const start = async () => {
  const server = createServer((_, answer) => void answer.end('yes')).listen(0, '127.0.0.1')
  await event(server, 'listening')
  return server
}
const addressOf = (server: any) => 'http://127.0.0.1:' + server.address().port
stressTest('allowed', { load, target: start }, async ({ target }) => {
  const answer = await fetch(addressOf(target))
  if (await answer.text() !== 'yes') throw new Error('no')
})
stressTest('tighter', { load, time: 'virtual', isolation: 'sealed' }, async () => { await fetch('http://127.0.0.1:1999') })
stressTest('thread', { load: { ...load, iterations: 1 } }, async () => {
  const thread = new Worker("require('fs').writeFileSync('/thread.txt', '')", { eval: true, env: {}, execArgv: [] })
  const [error] = await event(thread, 'error')
  if (error.code !== 'ERR_STRESS_ISOLATION') throw error
})
`,
  'stress/load-time.stress.ts': `
import { writeFileSync } from 'node:fs'
import { stressTest } from 'vitest-stress'
try { writeFileSync('inbox.txt', '') } catch {}
const load = { executor: 'shared-iterations', iterations: 1, concurrency: 1 } as const
for (const name of ['first of file', 'second of file']) stressTest(name, { load, time: 'virtual' }, async () => {})
`,
  'stress/late.stress.ts': `
import { writeFileSync } from 'node:fs'
import { stressTest } from 'vitest-stress'
import { beforeAll } from 'vitest'
const load = { executor: 'shared-iterations', iterations: 1, concurrency: 1 } as const
stressTest('before it is late', { load, time: 'virtual' }, async () => {})
beforeAll(() => () => { try { writeFileSync('inbox.txt', '') } catch {} })
`,
  'stress/matcher.stress.ts': `
import { runStress } from 'vitest-stress'
import { expect, test } from 'vitest'
const load = { executor: 'shared-iterations', iterations: 1, concurrency: 1 } as const
const inside = () => runStress({ load, time: 'virtual' }, async () => {})
const outside = () => runStress({ load, time: 'virtual' }, async () => process.chdir('..'))
test('is looked at', async () => {
  expect(await inside()).toBeIsolated()
  expect(await outside()).not.toBeIsolated()
  expect(await outside()).not.toMeetBudgets()
})
test('is not what it should be', async () => expect(await outside()).toBeIsolated())
`,
  'stress/misspelt.stress.ts': `// @stress-isolation seald\nthrow new Error('loaded')`,
  'stress/writer.workload.ts': `
import { writeFileSync } from 'node:fs'
export default async () => { try { writeFileSync('inbox.txt', '') } catch {} }
`,
  'stress/workers.stress.ts': `
import { stressTest } from 'vitest-stress'
const load = { executor: 'shared-iterations', iterations: 6, concurrency: 2 } as const
stressTest('workers', { load, workers: 2 }, new URL('./writer.workload.ts', import.meta.url))
`,
}

let run: ProjectRun
beforeAll(async () => {
  const folder = makeProject(files)
  // The project may lie in the temporary folder itself, where anything may be written.
  const TMPDIR = join(folder, 'tmp')
  mkdirSync(TMPDIR)
  run = await runAgain(folder, { env: { TMPDIR }, saturates: true })
})

const attemptsOf = (name: string): AttemptMetrics[] => scenarioOf(run, name).isolation?.attempts ?? []

describe('a sealed run stops', () => {
  test.each(escapes.map((escape, index) => [escape.name, escape, index + 2] as const))(
    '%s',
    (name, escape, line) => {
      const here = join(run.folder, path)
      const scenario = scenarioOf(run, name)
      const blocked = attemptsOf(name).filter((attempt) => attempt.blocked)
      expect(blocked).toMatchObject([
        {
          surface: escape.surface,
          what: escape.what,
          where_to: escape.to.replace(/^\.(?=\/|$)/, run.folder),
          count: 1,
        },
      ])
      const place = escape.byPackage ? blocked[0]!.frame : blocked[0]!.call_site
      expect(place).toContain(`${here}:${line}:`)
      expect([scenario.verdict, scenario.cause, scenario.isolation?.violations]).toEqual(['fail', null, 1])
      expect(scenario.problems[0]).toContain(`not in a sealed run: ${escape.surface}: ${escape.what}`)
    },
  )
})

const verdictOf = (name: string): string => scenarioOf(run, name).verdict

test('what stays inside is no attempt', () => {
  expect(verdictOf('clean')).toBe('pass')
  expect(scenarioOf(run, 'clean').isolation).toMatchObject({
    strength: 'sealed',
    surfaces: {
      imports: 'intercepted',
      network: 'intercepted',
      files: 'intercepted',
      'child-processes': 'intercepted',
      'worker-threads': 'intercepted',
      'native-addons': 'intercepted',
      'process-state': 'intercepted',
      exits: 'intercepted',
    },
    attempts: [],
    violations: 0,
    leaks: [],
  })
})

describe('a file that says at its top that it is fenced', () => {
  test('may speak with loopback, and that is counted', () => {
    expect(verdictOf('allowed')).toBe('pass')
    expect(scenarioOf(run, 'allowed').isolation).toMatchObject({ strength: 'fenced', violations: 0 })
    const attempts = attemptsOf('allowed').map(({ what, blocked, frame }) => [what, blocked, frame === null])
    expect(attempts).toEqual([
      ['net.listen', false, false],
      ['net.connect', false, false],
    ])
  })

  test('has scenarios that may be tighter, and none that are looser', () => {
    expect(verdictOf('tighter')).toBe('fail')
    expect(scenarioOf(run, 'tighter').isolation).toMatchObject({ strength: 'sealed', violations: 20 })
    expect(scenarioOf(run, 'looser').problems.join()).toContain(
      'isolation: expected at least "sealed", as the file has',
    )
  })

  test('may start threads, which inherit the guards, whatever they are started with', () => {
    expect(verdictOf('thread')).toBe('pass')
  })
})

test('what happens while a file is loaded is on the account of all its scenarios', () => {
  for (const name of ['first of file', 'second of file']) {
    expect(verdictOf(name)).toBe('fail')
    expect(attemptsOf(name)).toMatchObject([{ surface: 'files', what: 'fs.writeFileSync', blocked: true }])
  }
})

test('workers of a run inherit the guards: what is swallowed there fails the run', () => {
  const [attempt, ...others] = attemptsOf('workers').filter(({ blocked }) => blocked)
  expect([attempt?.count, others]).toEqual([6, []])
  expect(attempt!.call_site).toContain(`${join(run.folder, 'stress/writer.workload.ts')}:3:`)
  expect(verdictOf('workers')).toBe('fail')
})

test('a misspelt strength is told, without a stack, and its file is not loaded', () => {
  expect(run.output).toContain(
    'expected one of "sealed", "fenced", "open", got "seald"; did you mean "sealed"?',
  )
  expect(run.output).not.toContain('apply-file-isolation')
  expect(run.output).not.toContain('Error: loaded')
})

test('the text of a failure names the call', () => {
  expect(testOf(run, 'a named import').failureMessages.join()).toContain(
    `not in a sealed run: files: fs.writeFileSync ${join(run.folder, 'out.txt')}, at ${join(run.folder, 'stress/escapes.stress.ts')}:${escapes.findIndex(({ name }) => name === 'a named import') + 2}:`,
  )
})

test('what is tried when no run is there to fail for it fails the file', () => {
  expect(verdictOf('before it is late')).toBe('pass')
  expect(run.output).toMatch(
    /FAIL .*late\.stress\.ts[^]*?not in a sealed file, outside of its scenarios:\s+files: fs\.writeFileSync .*inbox\.txt, at .*late\.stress\.ts:7:/,
  )
  expect(run.metrics).toMatchObject({ verdict: 'fail' })
  expect(run.metrics!.problems.join()).toContain('outside of its scenarios')
})

test('toBeIsolated; a violation that no matcher looked at fails its test', () => {
  expect(testOf(run, 'is not what it should be').failureMessages.join()).toContain(
    'not in a sealed run: process-state',
  )
  const told = testOf(run, 'is looked at').failureMessages.join()
  expect(told).toContain('isolation')
  expect(told).not.toContain('AssertionError')
})
