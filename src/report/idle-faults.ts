import type { ScenarioMetrics } from '../model/metrics.ts'

/** Faults that were drawn and never had an effect: what the run passed, it did not pass under them. Pure. */
export function idleFaults({ faults }: ScenarioMetrics): string[] {
  if (!faults?.drawn) return []
  const { schedule } = faults
  const idle = schedule.filter(({ fired }) => fired === 0).map(({ id }) => id)
  if (idle.length === 0 || idle.length === schedule.length) return []
  return [`${idle.length} of ${schedule.length} drawn faults never fired: ${idle.join(', ')}`]
}
