import { beforeAll, expect, test } from 'vitest'
import { scenarioOf, testOf } from './support/read-results.ts'
import { header, runProject, type ProjectRun } from './support/run-project.ts'

let run: ProjectRun

beforeAll(async () => {
  run = await runProject({
    'stress/warmup.stress.ts': `${header}
const load = { executor: 'constant-arrival-rate', ratePerSecond: 50, durationMs: 20_000, warmupMs: 'auto' } as const
const budgets = { latency: { max: { maxMs: 30 } } }
const warmingUp = ({ clock, iteration }) => clock.sleep(iteration.startedMs < 2_000 ? 80 : 20)
stressTest('warms up', { time: 'virtual', load, budgets }, warmingUp)
stressTest('is too slow', { time: 'virtual', load, budgets: { latency: { max: { maxMs: 10 } } } }, warmingUp)
stressTest('gets slower', { time: 'virtual', load, budgets }, ({ clock, iteration }) => clock.sleep(20 + iteration.startedMs / 100))
stressTest('changes by plan', { time: 'virtual', load: { executor: 'ramping-arrival-rate', stages: [{ durationMs: 9_000, target: 5 }], warmupMs: 'auto' } }, () => {})
test('windows of what was found', async () => {
  const result = await runStress({ time: 'virtual', load }, warmingUp)
  expect(result).toMeetBudgets(budgets)
  expect(() => expect(result).toMeetBudgets({ windows: [{ everyMs: 10_000, failures: { max: 0 } }] }))
    .toThrow('budgets.windows[0]: expected a load with warmupMs in milliseconds')
})`,
  })
})

test('a warm-up is found, left out of budgets, and told', () => {
  const plan = { warmup_ms: 2_000, warmup_found: 'auto' }
  expect(scenarioOf(run, 'warms up')).toMatchObject({
    verdict: 'pass',
    plan,
    latency: { response: { max_ms: 20 } },
  })
  expect(scenarioOf(run, 'is too slow')).toMatchObject({ verdict: 'fail', plan })
  expect(run.output).toContain(
    "Note: the first 2.0 s were slower, and left out, but for what failed (warmupMs: 'auto')",
  )
})

test('a load that is never steady is invalid, and says what to do', () => {
  expect(scenarioOf(run, 'gets slower')).toMatchObject({ verdict: 'invalid', cause: 'not-steady' })
  expect(run.output).toContain("warmupMs: 'auto' found no steady state: response times rose to the end")
})

test('a level that changes by plan is refused', () => {
  expect(run.output).toContain(
    'load.warmupMs: expected a number of milliseconds, because ramping-arrival-rate',
  )
})

test('windows are refused of a run whose warm-up was found', () => {
  expect(scenarioOf(run, 'windows of what was found #1')).toMatchObject({ verdict: 'pass' })
  expect(testOf(run, 'windows of what was found').status).toBe('passed')
})
