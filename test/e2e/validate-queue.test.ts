import { execFile, type ChildProcess } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import manifest from '../../package.json' with { type: 'json' }
import { cases } from '../../src/conformance/cases.ts'
import { host, makeProject } from './support/run-project.ts'

const installed = createRequire(join(host.projects, 'x.js')).resolve('vitest-stress/package.json')
const command = join(dirname(installed), manifest.bin['vitest-stress'])

interface CommandRun {
  code: number | string
  out: string
  err: string
  /** What lies in the project that was not put there. */
  left: string[]
}

interface Settings {
  args?: string[]
  onStart?: (child: ChildProcess, folder: string) => void
}

/** Writes a project and runs the command in it. */
async function validate(
  files: Record<string, string>,
  path: string,
  { args = [], onStart }: Settings = {},
): Promise<CommandRun> {
  // Vite 8 has something to say about a config that is an ES module by its text alone.
  const folder = makeProject({ 'package.json': '{"type": "module"}', ...files })
  const before = readdirSync(folder)
  const { PATH, HOME } = process.env
  const run = await new Promise<Omit<CommandRun, 'left'>>((resolve) => {
    const child = execFile(
      host.node,
      [command, 'validate-queue', path, ...args],
      { cwd: folder, env: { PATH, HOME, NO_COLOR: '1' } },
      (error, out, err) =>
        resolve({ code: error === null ? 0 : (error.code ?? error.signal ?? ''), out, err }),
    )
    onStart?.(child, folder)
  })
  return { ...run, left: readdirSync(folder).filter((name) => !before.includes(name)) }
}

const plain = { 'vitest.config.ts': 'export default {}\n' }
const memoryQueue = (options: string): string => `
import { InMemoryMessageQueue } from 'vitest-stress/queue'
export default () => new InMemoryMessageQueue(${options})
`
const quick = `export const options = { messages: 40, timeoutMs: 5_000 }\n`
const statusLines = (out: string): string[] =>
  out.split('\n').filter((line) => /^(kept|VIOLATED|INVALID|not claimed) /.test(line))

describe.concurrent('vitest-stress validate-queue', () => {
  test('one line for each case, a summary, exit 0; nothing stays behind', async () => {
    const { code, out, err, left } = await validate(
      { ...plain, 'queue.ts': `${memoryQueue('{ leaseMs: 50, capacity: 20 }')}${quick}` },
      'queue.ts',
    )
    expect({ code, err, left }, out).toEqual({ code: 0, err: '', left: [] })
    expect(statusLines(out).map((line) => line.slice(0, 28).trimEnd())).toEqual(
      cases.map(({ name }) => (name === 'throughput' ? 'not claimed  throughput' : `kept         ${name}`)),
    )
    expect(out).toMatch(/^not claimed {2}throughput {7}no floor is set$/m)
    expect(out).toContain('\n13 kept, 0 violated, 0 invalid, 1 not claimed\n')
  })

  test('a violation is shown with its proof, exit 1; also as JSON', async () => {
    const files = {
      ...plain,
      'queue.ts': `
import { InMemoryMessageQueue } from 'vitest-stress/queue'
class Forgetful extends InMemoryMessageQueue {
  nack(lease) { return this.ack(lease) }
}
export const createQueue = () => new Forgetful({ leaseMs: 50 })
${quick}`,
    }
    const [text, json] = await Promise.all([
      validate(files, 'queue.ts'),
      validate(files, './queue.ts', { args: ['--json'] }),
    ])
    expect(text.code, text.err).toBe(1)
    expect(text.out).toMatch(
      /^VIOLATED {5}redelivery {7}lease: "p1:0" \(and 39 more\) was nacked after its last delivery/m,
    )
    expect(text.out).toMatch(/^ {4}enqueue "p1:0" .*\|/m)
    expect(json.code).toBe(1)
    const report = JSON.parse(json.out) as { cases: { name: string; status: string }[] }
    expect(report).toMatchObject({ module: './queue.ts', verdict: 'violated' })
    expect(report.cases.map(({ name }) => name)).toEqual(cases.map(({ name }) => name))
    expect(report.cases.filter(({ status }) => status === 'violated').map(({ name }) => name)).toContain(
      'redelivery',
    )
  })

  test('what is claimed and cannot be judged is no pass: exit 2', async () => {
    const { code, out } = await validate(
      { ...plain, 'queue.ts': `${memoryQueue('{ leaseMs: 60_000 }')}${quick}` },
      'queue.ts',
    )
    expect(code, out).toBe(2)
    expect(out).toMatch(
      /^INVALID {6}lease {12}a lease of 60000 ms is too long for a case of at most 5000 ms/m,
    )
  })

  test('TypeScript, aliases of the config, beside the plugin', async () => {
    const { code, out, err, left } = await validate(
      {
        'vitest.config.ts': `
import { stress } from 'vitest-stress/plugin'
import { defineConfig } from 'vitest/config'
export default defineConfig({ plugins: [stress()], resolve: { alias: { '@kit': new URL('./src', import.meta.url).pathname } } })`,
        'src/kit.ts': `export { InMemoryMessageQueue } from 'vitest-stress/queue'`,
        'queue.ts': `import { InMemoryMessageQueue } from '@kit/kit'
enum Size { Small = 20 }
console.log('said by the queue')
export default () => new InMemoryMessageQueue({ leaseMs: 50, capacity: Size.Small as number })
${quick}`,
      },
      'queue.ts',
      { args: ['--json'] },
    )
    expect({ code, left }, out + err).toEqual({ code: 0, left: [] })
    expect(JSON.parse(out)).toMatchObject({ verdict: 'kept', kept: 13 })
    expect(err).toContain('said by the queue')
  })

  test('no metrics file, though the plugin takes the whole project for stress files', async () => {
    const { code, out, left } = await validate(
      {
        'vitest.config.ts': `
import { stress } from 'vitest-stress/plugin'
export default { plugins: [stress()], test: { include: ['**/*.stress.ts'], reporters: ['json'], outputFile: 'report.json' } }`,
        'queue.ts': `${memoryQueue('{ leaseMs: 60_000 }')}${quick}`,
      },
      'queue.ts',
    )
    expect({ code, left }, out).toEqual({ code: 2, left: [] })
  })

  test('of several projects, the settings of the one that the module lies in, or of the one named', async () => {
    const project = (name: string): string =>
      `export default { test: { name: '${name}', include: ['none'] }, resolve: { alias: { '@kit': new URL('./${name}.ts', import.meta.url).pathname } } }`
    const files = {
      'vitest.config.ts': `export default { test: { projects: ['./packages/*'] } }`,
      'packages/one/vitest.config.ts': project('one'),
      'packages/one/one.ts': `throw new Error('of another project')`,
      'packages/two/vitest.config.ts': project('two'),
      'packages/two/two.ts': `export { InMemoryMessageQueue } from 'vitest-stress/queue'`,
      'packages/two/queue.ts': `import { InMemoryMessageQueue } from '@kit'
export default () => new InMemoryMessageQueue({ leaseMs: 50 })
${quick}`,
    }
    const [own, other, unknown] = await Promise.all([
      validate(files, 'packages/two/queue.ts'),
      validate(files, 'packages/two/queue.ts', { args: ['--project', 'one'] }),
      validate(files, 'packages/two/queue.ts', { args: ['--project', 'three'] }),
    ])
    expect(own.code, own.out + own.err).toBe(0)
    expect(other).toMatchObject({ code: 3, out: '' })
    expect(other.err).toContain('expected a module that can be loaded, got of another project')
    expect(unknown).toMatchObject({ code: 3, out: '' })
    expect(unknown.err).toContain('three')
  })

  test('a module that is none: every problem at once, exit 3, no stack', async () => {
    const { code, out, err, left } = await validate(
      {
        ...plain,
        'queue.ts': `export default 5; export const name = ''; export const options = { message: 1 }`,
      },
      'queue.ts',
    )
    expect({ code, out, left }).toEqual({ code: 3, out: '', left: [] })
    expect(err).toBe(`queue.ts: 3 problems
  default export (or createQueue): expected a function that makes a queue, got 5
  name: expected a string that is not empty, got ""
  options.message: expected one of messages, seed, throughput, knownViolations, timeoutMs, quietMs, got unknown option "message"; did you mean "messages"?
`)
  })

  test('a module that cannot be loaded, and a factory that makes no queue: exit 3', async () => {
    const [broken, thrown, empty] = await Promise.all([
      validate({ ...plain, 'queue.ts': `import './none.ts'` }, 'queue.ts'),
      validate({ ...plain, 'queue.ts': `export default () => { throw new Error('no broker') }` }, 'queue.ts'),
      validate({ ...plain, 'queue.ts': `export default () => ({ close() {} })` }, 'queue.ts'),
    ])
    expect(broken).toMatchObject({ code: 3, out: '' })
    expect(broken.err).toMatch(
      /^queue\.ts: 1 problem\n {2}<module>: expected a module that can be loaded, got .*none\.ts/,
    )
    expect(thrown).toMatchObject({ code: 3, out: '' })
    expect(thrown.err).toBe(
      `queue.ts: 1 problem\n  factory(): expected a queue, got the error Error: no broker\n`,
    )
    expect(empty.code).toBe(3)
    expect(empty.err).toMatch(
      /^queue\.ts: 8 problems\n {2}queue\.enqueue: expected a function, got nothing\n/,
    )
    expect(broken.err + thrown.err + empty.err).not.toMatch(/^ +at /m)
  })

  test('a queue that blocks the thread is ended, and so is a process that dies', async () => {
    const blocking = (block: string): string => `
import { InMemoryMessageQueue } from 'vitest-stress/queue'
class Blocking extends InMemoryMessageQueue { take() { ${block} } }
export default () => new Blocking({ leaseMs: 50 })
export const options = { messages: 10, timeoutMs: 500 }`
    const [blocked, died] = await Promise.all([
      validate({ ...plain, 'queue.ts': blocking('for (;;);') }, 'queue.ts'),
      validate({ ...plain, 'queue.ts': blocking(`process.kill(process.pid, 'SIGKILL')`) }, 'queue.ts'),
    ])
    expect(blocked.code, blocked.out + blocked.err).toBe(1)
    expect(blocked.out).toMatch(
      /^VIOLATED {5}delivery {9}here, or soon after, the queue never gave the thread back; it was ended$/m,
    )
    expect(blocked.left).toEqual([])
    expect(died.code, died.out + died.err).toBe(2)
    expect(died.out).toMatch(/^INVALID {6}delivery {9}it never ended: /m)
    expect(died.left).toEqual([])
  })

  test('interrupted, it leaves nothing behind', async () => {
    let group: number | undefined
    const slow = `
import { writeFileSync } from 'node:fs'
import { InMemoryMessageQueue } from 'vitest-stress/queue'
export default async () => {
  writeFileSync('started', String(process.ppid))
  await new Promise((resolve) => setTimeout(resolve, 60_000))
}
export const options = { timeoutMs: 60_000 }`
    const run = await validate({ ...plain, 'queue.ts': slow }, 'queue.ts', {
      onStart(child, folder) {
        const watch = setInterval(() => {
          if (!existsSync(join(folder, 'started'))) return
          clearInterval(watch)
          group = child.pid
          child.kill('SIGINT')
        }, 50)
      },
    })
    expect(group).toBeDefined()
    expect(run).toMatchObject({ code: 130, left: ['started'] })
  })
})

describe('the command line', () => {
  test('says everything that is wrong with the arguments at once', async () => {
    const { code, out, err } = await validate(plain, 'none.ts', {
      args: ['b.ts', '--jsn', '--config', 'no.ts'],
    })
    expect({ code, out }).toEqual({ code: 3, out: '' })
    expect(err).toBe(`vitest-stress validate-queue: 3 problems
  --jsn: expected one of config, project, json, help, got unknown option "jsn"; did you mean "json"?
  <module>: expected one file, got none.ts b.ts
  --config: expected a file, got "no.ts"
`)
  })

  test('has help with every case', async () => {
    const { code, out } = await validate(plain, '--help')
    expect(code).toBe(0)
    for (const { name } of cases) expect(out).toContain(`\n  ${name} `)
  })
})
