import type { Comparison } from '../model/comparison.ts'
import type { ScenarioMetrics } from '../model/metrics.ts'

/** The comparison of a scenario, where any round of it was compared; a table of nothing would bury why not. */
export function comparedIn({ comparison }: ScenarioMetrics): Comparison | null {
  return comparison?.metrics.some(({ rounds }) => rounds > 0) ? comparison : null
}
