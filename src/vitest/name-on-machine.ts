import type { ScenarioMetrics } from '../model/metrics.ts'

/** The scenario as it is shown beside the same one of other machines. */
export function nameOnMachine(metrics: ScenarioMetrics): ScenarioMetrics {
  return metrics.machine === null ? metrics : { ...metrics, name: `${metrics.name} [${metrics.machine}]` }
}
