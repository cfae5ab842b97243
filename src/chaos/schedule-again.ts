import type { ExecutedFault } from '../model/fault-metrics.ts'
import type { FaultEnd, FaultFilter, FaultTrigger, ScheduledFault } from '../model/fault-schedule.ts'

/**
 * A fault as it was executed, to be executed again. `exact`: on a clock that brings the same times again; otherwise it opens
 * after as many iterations as it did, wherever the clock stands then.
 */
export function scheduleAgain(fault: ExecutedFault, { exact }: { exact: boolean }): ScheduledFault {
  const { id, kind, on, sites, probability, parameters } = fault
  const where = fault.where as FaultFilter
  return { id, kind, on, sites, probability, where, parameters, ...placeOf(fault, exact) }
}

function placeOf(
  { at, until, opened_ms, opened_at_operation: opened }: ExecutedFault,
  exact: boolean,
): Pick<ScheduledFault, 'at' | 'until'> {
  const end = endOf(until)
  if (exact || at.ms === undefined || opened_ms === null || !opened)
    return { at: at as FaultTrigger, until: end }
  // Its end is as far from its beginning as it was to be.
  const toEnd = end !== null && 'ms' in end ? { forMs: Math.max(1, end.ms - at.ms) } : end
  return { at: { operations: opened }, until: toEnd }
}

function endOf(until: ExecutedFault['until']): FaultEnd | null {
  if (until === null) return null
  const { for_ms: forMs, ...rest } = until
  return forMs === undefined ? (rest as FaultEnd) : { forMs }
}
