import type { FaultsMetrics } from '../model/fault-metrics.ts'
import type { TimelineSecond } from '../model/metrics.ts'

/** The timeline, with the faults that were open in each second. */
export function markFaults(
  timeline: readonly TimelineSecond[],
  faults: FaultsMetrics | null,
): TimelineSecond[] {
  if (faults === null) return [...timeline]
  return timeline.map((second) => {
    const fromMs = second.second * 1000
    const open = faults.schedule.filter(
      ({ opened_ms, healed_ms }) =>
        opened_ms !== null && opened_ms < fromMs + 1000 && (healed_ms ?? Infinity) >= fromMs,
    )
    return open.length === 0 ? second : { ...second, faults: open.map(({ id }) => id) }
  })
}
