import { escapesOf, escapeTables } from './escapes.ts'
import { pastGuards, pastGuardsImports, takenFile } from './past-guards.ts'
import { configOf, host } from './run-project.ts'

/** Virtual time: nothing is measured, and a run takes milliseconds. */
const preamble = `import { stressTest } from 'vitest-stress'
const once = { executor: 'shared-iterations', iterations: 1, concurrency: 1 } as const
const escape = (name: string, act: () => unknown) =>
  stressTest(name, { load: once, time: 'virtual' }, async () => { await act() })`

export const escapesPath = 'stress/escapes.stress.ts'
export const escapes = escapesOf(host.nodeVersion)

/** Imports in the first line, and each escape on a line of its own. */
function escapesFile(): string {
  const imports = escapeTables.map((table) => table.imports.trim())
  const first = [...imports, preamble]
    .join('\n')
    .replaceAll(/(?<!=>)\n/g, '; ')
    .replaceAll('\n', ' ')
  return [first, ...escapes.map(({ name, code }) => `escape('${name}', () => ${code})`)].join('\n')
}

/** Of the Node that runs it. */
export const nodeMajor = Number(host.nodeVersion.slice(1).split('.')[0])
/** Where V8 writes coverage, nothing is enforced. */
export const isEnforced = !process.env['NODE_V8_COVERAGE']
export const pastPath = 'stress/past-guards.stress.ts'
/** What this Node has of it. */
export const past = pastGuards.filter(({ since = 0 }) => nodeMajor >= since)

/** Each on a line of its own. */
const pastFile = [
  `${pastGuardsImports}; ${preamble.replaceAll(/(?<!=>)\n/g, '; ').replaceAll('\n', ' ')}`,
  ...past.map(({ name, code }) => `escape('${name}', () => ${code})`),
  `escape('a write taken, and nothing said', () => { try { ${past[0]!.code} } catch {} })`,
  `escape('a question', () => own.permission?.has('fs.write'))`,
].join('\n')

/** A sealed project: what tries to leave, and what does not. */
export const isolationFiles = {
  'vitest.config.ts': configOf("execArgv: ['--require', './taken.cjs']", "stress({ isolation: 'sealed' })"),
  'taken.cjs': takenFile,
  'outside/data.txt': '',
  [pastPath]: pastFile,
  'package.json': '{ "type": "module" }',
  [escapesPath]: escapesFile(),
  // What a run needs anyway, and what is nobody's business.
  'stress/clean.stress.ts': `
import fs from 'node:fs'
import { join } from 'node:path'
import { tmpdir } from 'node:os'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
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
// What Node's permission model would take from all, and what is written beside the file for Vitest.
stressTest('durable', { load: once, leaks: true }, async () => {
  const path = join(tmpdir(), 'durable.txt')
  const file = fs.openSync(path, 'w')
  fs.writeSync(file, 'kept')
  fs.fsyncSync(file)
  await promisify(fs.fsync)(file)
  fs.fchmodSync(file, 0o600)
  fs.closeSync(file)
  process.emitWarning('of mine', 'SecurityWarning')
  await fs.promises.symlink('durable.txt', join(tmpdir(), 'to-durable'))
  if (fs.readFileSync(join(tmpdir(), 'to-durable'), 'utf8') !== 'kept') throw new Error('not kept')
  let error: any
  try { fs.fsyncSync(999) } catch (thrown) { error = thrown }
  if (error?.code !== 'EBADF') throw new Error('not told: ' + error)
})
test('a snapshot', () => expect({ kept: true }).toMatchSnapshot())
`,
  'stress/processes.stress.ts': `
import { stressTest } from 'vitest-stress'
const load = { executor: 'shared-iterations', iterations: 6, concurrency: 2 } as const
const workers = { count: 2, ['kin' + 'd']: 'process' } as never
stressTest('processes', { load, workers }, new URL('./writer.workload.ts', import.meta.url))
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
