import type { ScenarioMetrics } from '../model/metrics.ts'
import { renderComparison } from './render-comparison.ts'

/** A run beside its baseline, as a table; empty without one. Pure. */
export function renderBaseline({ baseline }: ScenarioMetrics): string {
  return baseline?.comparison ? renderComparison(baseline.comparison) : ''
}
