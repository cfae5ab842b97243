import { plannedRate } from '../load/planned-rate.ts'
import { plannedIterationsOf, plannedMsOf } from '../model/scenario-plan.ts'
import type { Scenario, ScenarioLoad } from '../model/scenario.ts'
import type { Progress } from '../model/wire.ts'
import type { RunRecords } from '../record/run-records.ts'
import type { RunningLoad } from './running-load.ts'

/** Where a run stands, all loads together; `elapsedMs` from the start of the first one. */
export function progressOf(
  scenario: Scenario,
  loads: readonly Pick<RunningLoad, 'recorder' | 'inFlight'>[],
  { timeline: { lastSecond } }: RunRecords,
  elapsedMs: number,
): Progress {
  const sum = (of: (load: (typeof loads)[number]) => number): number =>
    loads.reduce((total, load) => total + of(load), 0)
  return {
    elapsedMs,
    plannedMs: plannedMsOf(scenario),
    plannedIterations: plannedIterationsOf(scenario),
    started: sum(({ recorder }) => recorder.started),
    succeeded: sum(({ recorder }) => recorder.succeeded),
    failed: sum(({ recorder }) => recorder.failed),
    dropped: sum(({ recorder }) => recorder.droppedCount),
    inFlight: sum(({ inFlight }) => inFlight),
    startsPerSecond: lastSecond?.started ?? null,
    plannedPerSecond: lastSecond && plannedInSecond(scenario.loads, lastSecond.second),
    p95Ms: lastSecond?.p95Ms ?? null,
  }
}

/** null where a load is closed, or lists its starts: what came in all could not be compared with it. */
function plannedInSecond(loads: readonly ScenarioLoad[], second: number): number | null {
  return loads.reduce<number | null>((sum, { plan, startAfterMs }) => {
    if (sum === null || plan.model === 'closed') return null
    const toMs = (second + 1) * 1000 - startAfterMs
    // Before its beginning a load plans nothing.
    const fromMs = Math.max(0, toMs - 1000)
    const rate = toMs <= 0 ? 0 : plannedRate(plan.arrivals, fromMs, toMs)
    return rate === null ? null : sum + (rate * (toMs - fromMs)) / 1000
  }, 0)
}
