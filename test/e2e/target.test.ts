import { beforeAll, expect, test } from 'vitest'
import { header, runProject, type ProjectRun } from './support/run-project.ts'
import { scenarioOf, testOf } from './support/read-results.ts'

let run: ProjectRun

beforeAll(async () => {
  run = await runProject({
    'stress/target.stress.ts': `${header}
const log: string[] = []
const closing = (name: string) => ({ close: () => { log.push(name + ' closed') } })
stressTest('throws on start', { load: few, target: () => { throw new TypeError('no port is free') } }, work)
stressTest('rejects on start', { load: few, target: async () => { throw 'just text' } }, work)
stressTest('never starts', { load: few, timeout: 300, target: ({ signal }) => {
  signal.addEventListener('abort', () => log.push('told to stop'))
  return new Promise<undefined>(() => {})
} }, work)
stressTest('starts too late', { load: few, leaks: false, timeout: 200, target: () => new Promise<object>((resolve) => setTimeout(() => resolve(closing('late')), 400)) }, work)
stressTest('throws on close', { load: few, target: () => ({ close() { throw new Error('still in use') } }) }, work)
stressTest('hangs on close', { load: few, target: () => ({ close: () => new Promise(() => {}) }) }, work)
stressTest('cannot be observed', { load: few, target: () => ({}), observe: () => { throw new Error('no such queue') } }, work)
stressTest('is closed although the workload throws', { load: few, budgets: { successRate: { min: 0 } }, target: () => closing('failing') }, () => { throw new Error('no') })
stressTest('is closed by the first way it has', { load: few, target: ({ agents, seed }) => ({
  [Symbol.asyncDispose]: async () => { log.push('disposed ' + agents.length + typeof seed) }, close() { log.push('closed too') },
}) }, work)
stressTest('is built once', { load: few, target: () => { log.push('built'); return 7 } }, ({ target }) => { if (target !== 7) throw new Error('not it') })
afterAll(() => console.log('\\nLOG ' + log.join(', ')))`,
  })
})

test.each([
  ['throws on start', 'the target failed to start: TypeError: no port is free', 0],
  ['rejects on start', 'the target failed to start: just text', 0],
  [
    'never starts',
    'the target failed to start: RunEndedError: the run took longer than its time limit of 0.3 s',
    0,
  ],
  [
    'starts too late',
    'the target failed to start: RunEndedError: the run took longer than its time limit of 0.2 s',
    0,
  ],
  ['throws on close', 'the target failed to close: still in use', 10],
  ['hangs on close', 'the target failed to close: closing did not end within 10 s', 10],
  ['cannot be observed', 'observe failed: no such queue', 0],
])('one that %s: invalid, and says why', (name, problem, processed) => {
  expect(scenarioOf(run, name)).toMatchObject({
    verdict: 'invalid',
    cause: 'error',
    problems: [problem],
    total_processed: processed,
  })
  expect(testOf(run, name).status).toBe('failed')
  expect(testOf(run, name).failureMessages[0]).toContain(problem)
})

test.each(['is closed although', 'is closed by the first', 'is built once'])('one that %s: pass', (name) => {
  expect(scenarioOf(run, name)).toMatchObject({ verdict: 'pass', total_processed: 10 })
})

test('each is built once and closed once, a late one too', () => {
  const [, log] = /^LOG (.*)$/m.exec(run.output) ?? []
  expect(log).toBe('told to stop, late closed, failing closed, disposed 0number, built')
  expect(run.exitCode).toBe(1)
  expect(run.leftRunning).toBe(false)
})
