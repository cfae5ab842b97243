import { plannedStartsBefore } from '../load/planned-starts.ts'
import type { ScenarioLoad } from '../model/scenario.ts'

/** Planned starts of all loads between two times of the run; null where a load plans none. */
export function plannedStartsBetween(
  loads: readonly ScenarioLoad[],
  fromMs: number,
  toMs: number,
): number | null {
  return loads.reduce<number | null>((sum, { plan, startAfterMs }) => {
    if (sum === null || plan.model === 'closed') return null
    const before = (ms: number): number => plannedStartsBefore(plan.arrivals, ms - startAfterMs)
    return sum + before(toMs) - before(fromMs)
  }, 0)
}
