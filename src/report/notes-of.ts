import type { ScenarioMetrics } from '../model/metrics.ts'
import { foundWarmups } from './found-warmups.ts'
import { idleFaults } from './idle-faults.ts'
import { suspectedWarmup } from './suspected-warmup.ts'

/** What a person should know of how a run was measured and judged, each as a line. Pure. */
export function notesOf(metrics: ScenarioMetrics): string[] {
  return [
    ...foundWarmups(metrics),
    ...suspectedWarmup(metrics),
    ...(metrics.guarantees?.notes ?? []),
    ...idleFaults(metrics),
  ]
}
