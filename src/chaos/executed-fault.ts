import type { ExecutedFault } from '../model/fault-metrics.ts'
import type { FaultEnd } from '../model/fault-schedule.ts'
import type { ActiveFault } from './active-fault.ts'

/** A fault as it stands in the metrics. */
export function executedFault({ bound, tally, ...fault }: ActiveFault): ExecutedFault {
  const { scheduled, definition, point, sites } = bound
  const sizes = [...tally.sizes].map(([name, { count, asked, seen }]) => [
    name,
    { count, asked: [asked.min, asked.max], seen: [seen.min, seen.max] },
  ])
  return {
    id: scheduled.id,
    kind: scheduled.kind,
    layer: definition.layer,
    on: point?.name ?? null,
    sites: [...sites],
    at: { ...scheduled.at },
    until: untilOf(scheduled.until),
    probability: scheduled.probability,
    where: { ...scheduled.where },
    parameters: { ...scheduled.parameters },
    opened_ms: fault.openedMs,
    opened_at_operation: fault.openedAtOperation,
    healed_ms: fault.healedMs,
    fired: tally.fired,
    last_fired_ms: tally.lastFiredMs,
    fired_by_site: Object.fromEntries(tally.bySite),
    sizes: Object.fromEntries(sizes) as ExecutedFault['sizes'],
  }
}

function untilOf(until: FaultEnd | null): ExecutedFault['until'] {
  if (until === null) return null
  return 'forMs' in until ? { for_ms: until.forMs } : { ...until }
}
