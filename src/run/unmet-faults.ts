import type { ExecutedFault, FaultsMetrics } from '../model/fault-metrics.ts'

/**
 * Faults that were asked for and never had their effect on anything that is judged, each as a line for a person; of faults
 * that were drawn, one at least must have had it. `steadyFromMs`: when the warm-up was over.
 */
export function unmetFaults(faults: FaultsMetrics | null, steadyFromMs: number): string[] {
  if (faults === null) return []
  const { drawn, schedule, recovery } = faults
  const unmet = schedule.flatMap((fault) => reasonOf(fault, steadyFromMs, recovery !== null) ?? [])
  return drawn !== null && unmet.length < schedule.length ? [] : unmet
}

function reasonOf(fault: ExecutedFault, steadyFromMs: number, isHealedEarly: boolean): string | null {
  const { id, opened_ms, healed_ms, last_fired_ms, fired, sites, on } = fault
  if (fired === 0) {
    const where = sites.length > 0 ? sites.join(', ') : (on ?? 'the process')
    const until = isHealedEarly ? ' before all was healed' : ''
    return opened_ms === null
      ? `fault "${id}" never fired: the run did not come to where it was to open${until}`
      : `fault "${id}" never fired: it was open on ${where}, and nothing met it`
  }
  // Open or at work later than that, it has met what is judged.
  if ((healed_ms ?? Infinity) >= steadyFromMs || (last_fired_ms ?? 0) >= steadyFromMs) return null
  return `fault "${id}" befell the warm-up alone: it was over at ${Math.round(healed_ms!)} ms of ${Math.round(steadyFromMs)}, and budgets see nothing of that; let it open later`
}
