import { expect, test } from 'vitest'
import { runScenario } from '../../../src/run/run-scenario.ts'
import { VirtualClock } from '../../../src/foundation/virtual-clock.ts'
import { matchers } from '../../../src/vitest/matchers.ts'
import { runResultOf } from '../../../src/vitest/run-result.ts'
import { identity, scenarioOf } from '../../support/virtual-run.ts'

/** As `runStress` has it: nobody knows yet what matchers will ask. */
async function resultOf(budgets: object) {
  const clock = new VirtualClock()
  const load = { executor: 'constant-arrival-rate', ratePerSecond: 100, durationMs: 5_000 }
  const outcome = await clock.run(
    runScenario({
      scenario: scenarioOf({ load, budgets }),
      identity: { ...identity, number: 1 },
      workload: () => {},
      testContext: {},
      signal: null,
      onProgress: () => {},
      clock,
    }),
  )
  return runResultOf(outcome)
}

const sure = { p50: { maxMs: 1, confidence: 0.99 } }

test('a matcher judges response times by their interval, whatever the options of the run say', async () => {
  const result = await resultOf({})
  expect(matchers.toMeetBudgets(result, { latency: sure }).pass).toBe(true)
  expect(() => matchers.toMeetBudgets(result, { latency: { max: { maxMs: 1, confidence: 0.9 } } })).toThrow(
    'budgets.latency.max.confidence: expected a percentile between p0 and p100',
  )
})

test('other times only where the options of the run ask for them too', async () => {
  expect(() => matchers.toMeetBudgets(result0, { serviceTime: sure, lateness: sure })).toThrow(/2 problems/)
  const result = await resultOf({ serviceTime: sure, lateness: sure })
  expect(matchers.toMeetBudgets(result, { serviceTime: sure, lateness: sure }).pass).toBe(true)
})

const result0 = await resultOf({})
