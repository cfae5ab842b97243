import { plannedIterationsOf, plannedMsOf } from '../model/scenario-plan.ts'
import type { Scenario } from '../model/scenario.ts'
import type { Progress } from '../model/wire.ts'
import type { RunRecords } from '../record/run-records.ts'
import type { RunningLoad } from './running-load.ts'

/** Where a run stands, all loads together; `elapsedMs` from the start of the first one. */
export function progressOf(
  scenario: Scenario,
  loads: readonly RunningLoad[],
  { timeline }: RunRecords,
  elapsedMs: number,
): Progress {
  const sum = (of: (load: RunningLoad) => number): number =>
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
    p99Ms: timeline.seconds.at(-1)?.p99_ms ?? null,
  }
}
