import type { ScenarioMetrics } from '../model/metrics.ts'
import { gateVerdict } from './compose-metrics-file.ts'

/** `pass`, `invalid: saturated`; what a `.fails` test came to, said against what it is meant to. */
export function describeVerdict(scenario: ScenarioMetrics): string {
  const { verdict, cause, expected_verdict } = scenario
  if (expected_verdict === 'fail')
    return gateVerdict(scenario) === 'pass' ? 'fail, as expected' : `${verdict}, not fail`
  return cause === null ? verdict : `${verdict}: ${cause}`
}
