import { beforeAll, expect, test } from 'vitest'
import { header, runProject, type ProjectRun } from './support/run-project.ts'
import { scenarioOf, testOf } from './support/read-results.ts'

let run: ProjectRun

beforeAll(async () => {
  run = await runProject({
    'stress/workload.stress.ts': `${header}
const late = (ms: number) => new Promise<void>((_, reject) => setTimeout(() => reject(new Error('late')), ms))
const four = { executor: 'shared-iterations', iterations: 4, concurrency: 4 } as const
stressTest('rejects after the end', { load: { executor: 'constant-concurrency', concurrency: 4, durationMs: 300, drainMs: 50 }, budgets: { successRate: { min: 0 } } },
  ({ iteration }) => iteration.index === 0 ? work() : late(500))
stressTest('rejects after its timeout', { load: { ...four, iterationTimeoutMs: 30 }, budgets: { successRate: { min: 0 } } },
  ({ iteration }) => iteration.index === 0 ? work() : late(200))
const aborted: unknown[] = []
stressTest('heeds its signal', { load: { ...few, iterationTimeoutMs: 20 }, budgets: { successRate: { min: 0 } } },
  ({ iteration: { signal } }) => new Promise<void>((_, reject) => signal.addEventListener('abort', () => { aborted.push(signal.reason); reject(signal.reason) })))
stressTest('throws what is no error', { load: few, budgets: { successRate: { min: 0 } } }, ({ iteration }) => { throw [undefined, null, 'text', 7][iteration.index % 4] })
stressTest('throws synchronously', { load: few, budgets: { successRate: { min: 0 } } }, () => { throw new RangeError('at once') })
stressTest('waits for what came late', { load: few }, () => new Promise<void>((resolve) => setTimeout(resolve, 40)))
afterAll(() => console.log('\\nABORTED ' + aborted.length))`,
  })
})

test('nothing that happens after the end reaches Vitest as an error', () => {
  expect(run.exitCode, run.output).toBe(0)
  expect(run.output).not.toMatch(/Unhandled/)
  expect(run.tests.every(({ status }) => status === 'passed')).toBe(true)
})

test('what is unfinished when the drain ends is counted as that', () => {
  expect(scenarioOf(run, 'after the end')).toMatchObject({
    success_count: 1,
    failure_count: 0,
    unfinished_iterations: 4,
  })
})

test('what runs into its timeout failed, and once', () => {
  const scenario = scenarioOf(run, 'after its timeout')
  expect(scenario).toMatchObject({ success_count: 1, failure_count: 3, unfinished_iterations: 0 })
  expect(scenario.failures).toMatchObject([{ reason: 'timeout', count: 3 }])
})

test('the signal of an iteration aborts at its timeout', () => {
  expect(scenarioOf(run, 'heeds').failures).toMatchObject([{ reason: 'timeout', count: 10 }])
  expect(run.output).toContain('ABORTED 10')
})

test('whatever is thrown has a reason', () => {
  expect(
    Object.fromEntries(scenarioOf(run, 'no error').failures!.map(({ reason, count }) => [reason, count])),
  ).toEqual({
    undefined: 3,
    object: 3,
    text: 2,
    number: 2,
  })
  expect(scenarioOf(run, 'synchronously').failures).toEqual([
    { reason: 'RangeError', count: 10, example: 'at once' },
  ])
})

test('an unhandled rejection is reported by Vitest, and ends with 1', async () => {
  const other = await runProject({
    'stress/unhandled.stress.ts': `${header}
stressTest('leaves one behind', { load: few }, async ({ iteration }) => { if (iteration.index === 5) void Promise.reject(new Error('nobody waits for this')); await work() })`,
  })
  expect(other.exitCode).toBe(1)
  expect(other.output).toContain('nobody waits for this')
  expect(other.output).toContain('Unhandled')
  expect(testOf(other, 'leaves').status).toBe('failed')
  expect(scenarioOf(other, 'leaves')).toMatchObject({
    verdict: 'fail',
    success_count: 10,
    isolation: { leaks: [{ kind: 'rejection', what: 'Error: nobody waits for this' }] },
  })
})
