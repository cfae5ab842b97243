import { beforeAll, expect, test } from 'vitest'
import { header, runProject, type ProjectRun } from './support/run-project.ts'
import { scenarioOf, testOf } from './support/read-results.ts'

let run: ProjectRun

beforeAll(async () => {
  run = await runProject({
    'stress/metrics.stress.ts': `${header}
import { check, counter, gauge, group, rate, trend } from 'vitest-stress'
const load = { executor: 'shared-iterations', iterations: 40, concurrency: 4 }
const wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms))
const orders = counter()
const kept = { orders: { min: 40, max: 40 }, open: { max: 39 }, even: { min: 0.5, max: 0.5 }, size: { max: { max: 39 } } }
const budgets = { metrics: kept, checks: { even: { min: 0.5 } }, groups: { nap: { latency: { p50: { maxMs: 5_000 } } } } }
const record = async ({ metrics, iteration: { index } }) => {
  orders.add()
  metrics.open.set(index)
  metrics.even.add(check('even', index % 2 === 0))
  metrics.size.record(index)
  await group('nap', () => wait(2))
}
const own = () => ({ orders, open: gauge(), even: rate(), size: trend({ unit: 'kB' }) })
stressTest('kept', { load, metrics: own(), budgets }, record)
stressTest('not kept', { load, metrics: own(), budgets: { ...budgets, metrics: { ...kept, size: { p95: { max: 10 } } } } }, record)
stressTest('a check without a budget', { load }, ({ iteration }) => { check('small', iteration.index < 39) })
stressTest('a metric nobody names', { load }, () => orders.add())
stressTest('a promise', { load }, () => { check('late', Promise.resolve(true)) })
stressTest('wrong', { load, metrics: { orders: counter }, budgets: { checks: { even: { min: 50 } } } }, () => {})
test('one limit does not stand for the other', async () => {
  const result = await runStress({ load, metrics: { orders }, budgets: { metrics: { orders: { min: 1_000 } } } }, () => orders.add())
  expect(result).toMeetBudgets({ metrics: { orders: { max: 1_000 } } })
})
stressTest('a run in a run', { load: { executor: 'shared-iterations', iterations: 1 } }, () => runStress({ load }, () => {}))
test('in a plain test', async () => {
  const result = await runStress({ load, metrics: own() }, record)
  expect(result).toMeetBudgets({ metrics: { orders: { min: 40 } }, checks: { even: { min: 0.5 } }, successRate: { min: 1 } })
  expect(() => expect(result).toMeetBudgets({ metrics: { order: { min: 40 } } })).toThrow('did you mean "orders"?')
})
`,
  })
})

test('what the workload recorded is in the metrics, and its budgets are kept', () => {
  const scenario = scenarioOf(run, 'kept')
  expect(scenario, JSON.stringify(scenario.problems)).toMatchObject({
    verdict: 'pass',
    metrics: {
      orders: { kind: 'counter', value: 40 },
      open: { kind: 'gauge', samples: 40, max: 39 },
      even: { kind: 'rate', share: 0.5 },
      size: { kind: 'trend', unit: 'kB', count: 40, max: 39 },
    },
    checks: { even: { passed: 20, failed: 20, rate: 0.5 } },
    groups: { nap: { count: 40, failed: 0 } },
  })
})

test('a budget that is not kept says so, with its unit', () => {
  const [message] = testOf(run, 'not kept').failureMessages
  expect(message).toMatch(/✗ metrics\.size p95 +at most 10, was 37(\.\d+)? \(40 samples; kB\)/)
})

test('a check that failed once fails the run', () => {
  expect(scenarioOf(run, 'a check without a budget')).toMatchObject({ verdict: 'fail', success_count: 40 })
  const [message] = testOf(run, 'a check without a budget').failureMessages
  expect(message).toMatch(/✗ checks\.small +at least 100 %, was 97\.5 % \(39 of 40 held\)/)
})

test.each([
  [
    'a metric nobody names',
    'a counter was recorded outside of the runs that name it in `metrics`: name it there',
  ],
  ['a promise', 'check("late"): expected true or false, got a promise'],
])('%s fails the iterations, and says nothing of what is under test', (name, example) => {
  expect(scenarioOf(run, name)).toMatchObject({
    verdict: 'invalid',
    cause: 'error',
    problems: [expect.stringContaining(example)],
    failures: [{ count: 40, example: expect.stringContaining(example) }],
  })
})

test('a matcher on the most covers no missed least', () => {
  expect(testOf(run, 'one limit does not stand for the other').failureMessages[0]).toContain('metrics.orders')
})

test('a run inside a run is refused', () => {
  expect(scenarioOf(run, 'a run in a run').failures![0]!.example).toContain('one run at a time')
})

test('mistakes are told at once, and matchers know the metrics by name', () => {
  const [message] = testOf(run, 'wrong').failureMessages
  expect(message).toContain(
    'metrics.orders: expected a metric: counter(), gauge(), rate(), trend(), got function counter',
  )
  expect(message).toContain('budgets.checks.even.min: expected a number from 0 to 1, got 50')
  expect(testOf(run, 'in a plain test')).toMatchObject({ status: 'passed', failureMessages: [] })
})

test('a group that fails and that nobody awaits is no pass', async () => {
  const forgotten = await runProject({
    'stress/forgotten.stress.ts': `${header}
import { group } from 'vitest-stress'
stressTest('forgotten', { load: { executor: 'shared-iterations', iterations: 3 } }, () => { void group('lost', async () => { throw new Error('nobody saw it') }) })`,
  })
  expect(forgotten.exitCode).toBe(1)
  expect(forgotten.output).toContain('nobody saw it')
})
