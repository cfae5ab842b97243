import type { ScenarioMetrics } from '../model/metrics.ts'
import { gateVerdict } from './compose-metrics-file.ts'
import { describeCapacity } from './describe-capacity.ts'

/** `pass`, `invalid: saturated`, `pass: capacity 812.5/s (11 probes)`; what a `.fails` test came to, said against what it is meant to. */
export function describeVerdict(scenario: ScenarioMetrics): string {
  const { verdict, cause, expected_verdict, capacity } = scenario
  if (capacity?.capacity_per_second != null) return `${verdict}: capacity ${describeCapacity(capacity)}`
  if (expected_verdict === 'fail')
    return gateVerdict(scenario) === 'pass' ? 'fail, as expected' : `${verdict}, not fail`
  return cause === null ? verdict : `${verdict}: ${cause}`
}
