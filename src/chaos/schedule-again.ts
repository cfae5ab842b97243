import type { ExecutedFault } from '../model/fault-metrics.ts'
import type { FaultEnd, FaultFilter, FaultTrigger } from '../model/fault-schedule.ts'
import type { FaultEntry } from '../model/scenario-case.ts'

/**
 * A fault as it was executed, to be executed again. `exact`: on a clock that brings the same times again; otherwise it opens
 * after as many iterations as it did, wherever the clock stands then.
 */
export function scheduleAgain(fault: ExecutedFault, { exact }: { exact: boolean }): FaultEntry {
  const { id, kind, on, sites, probability, parameters } = fault
  const { at, until } = placeOf(fault, exact)
  const where = fault.where as FaultFilter
  const ofCalls = {
    sites,
    ...(probability === 1 ? {} : { probability }),
    ...(Object.keys(where).length === 0 ? {} : { where }),
  }
  return {
    kind,
    id,
    ...(on === null ? {} : { on }),
    at,
    ...(until === null ? {} : { until }),
    ...(sites.length > 0 ? ofCalls : {}),
    ...parameters,
  }
}

function placeOf(
  { at, until, opened_ms, opened_at_operation: opened }: ExecutedFault,
  exact: boolean,
): { at: FaultTrigger; until: FaultEnd | null } {
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
