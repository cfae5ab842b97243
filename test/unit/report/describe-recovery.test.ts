import { expect, test } from 'vitest'
import type { ScenarioMetrics } from '../../../src/model/metrics.ts'
import type { RecoveryMetrics } from '../../../src/model/recovery.ts'
import { describeRecovery } from '../../../src/report/describe-recovery.ts'
import { renderFaults } from '../../../src/report/render-faults.ts'
import { renderScenarioMarkdown } from '../../../src/report/render-scenario-markdown.ts'

const recovered: RecoveryMetrics = {
  steady_from_ms: 500,
  faults_from_ms: 3_500,
  heal_at_ms: 7_500,
  until_ms: 10_500,
  within: 0.2,
  window_ms: 1_000,
  steady: { samples: 300, p99_ms: 12.25, per_second: 99.6, least_per_second: 98 },
  healed_ms: 7_000,
  recovery_ms: 1_300,
  samples: 350,
  p99_ms: 13,
  least_per_second: 97,
  shortfall: null,
  progress: { from_ms: 7_500, succeeded: 300, delivered: 300, stuck: [] },
}
const metricsOf = (over: Partial<RecoveryMetrics> = {}) =>
  ({
    name: 'orders',
    file: 'stress/orders.stress.ts',
    project: null,
    seed: 7,
    problems: [],
    verdict: 'pass',
    cause: null,
    expected_verdict: 'pass',
    capacity: null,
    comparison: null,
    baseline: null,
    isolation: null,
    loads: null,
    plan: null,
    budgets: [],
    guarantees: null,
    failures: [],
    timeline: [],
    faults: {
      drawn: null,
      schedule: [{ id: 'a', on: null, sites: [], opened_ms: 4_000, healed_ms: 7_000, fired: 1 }],
      recovery: { ...recovered, ...over },
    },
  }) as unknown as ScenarioMetrics

const before = 'Recovery: steady from 0.5 s to 3.5 s: p99 12.25 ms, 99.6/s'

test.each([
  [{}, `${before}; the last fault was over at 7.0 s; recovered after 1,300 ms`],
  [
    { recovery_ms: null, shortfall: 'p99 was 90 ms' },
    `${before}; the last fault was over at 7.0 s; not recovered by 10.5 s, 3,500 ms later: p99 was 90 ms`,
  ],
  [
    { healed_ms: null, recovery_ms: null, shortfall: 'no fault was opened and healed' },
    `${before}; unknown: no fault was opened and healed`,
  ],
])('%o', (over, expected) => {
  const metrics = metricsOf(over)
  expect(describeRecovery(metrics)).toBe(expected)
  expect(renderFaults(metrics).split('\n')).toContain(`  ${expected}`)
  expect(renderScenarioMarkdown(metrics)).toContain(`\n\n${expected}`)
})

test('nothing is said where nothing was to go wrong, or recovery was not asked for', () => {
  expect(describeRecovery({ faults: null } as ScenarioMetrics)).toBe('')
  expect(describeRecovery({ faults: { recovery: null } } as ScenarioMetrics)).toBe('')
})
