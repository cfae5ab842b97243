import type { Clock } from '../foundation/clock.ts'
import type { LeaksGate } from '../isolation/leaks/leaks-gate.ts'
import type { ScenarioMetrics } from '../model/metrics.ts'
import type { Scenario } from '../model/scenario.ts'
import type { Progress, RunIdentity } from '../model/wire.ts'
import type { Evidence, RecordedHistory } from '../check/evidence.ts'
import type { WorkerRole } from './worker-role.ts'
import type { Recording } from '../record/recording.ts'

export interface RunRequest {
  scenario: Scenario
  identity: RunIdentity
  workload: (context: object) => unknown
  /** What contexts have beside what is the run's: the test's context, so that fixtures can be reached. */
  testContext: object
  /** Ends the run early. */
  signal: AbortSignal | null
  onProgress: (progress: Progress) => void
  /** Told before the load what a person should know of it. */
  onNote?: (note: string) => void
  /** Where this is a worker's share of a run. */
  worker?: WorkerRole
  /** Real time by default. On any other clock the process is not watched: it has nothing to do with that time. */
  clock?: Clock
  /** What each load was in a run alone, where budgets ask for that. */
  alone?: Recording['alone']
  /** Looks for what the run leaves behind. */
  gate?: Pick<LeaksGate, 'watchMessages' | 'heap'>
}

/** A run whose workload is known elsewhere. */
export type WatchedRequest = Omit<RunRequest, 'workload'>

/** What a run came to. `recording` and `evidence` are null where it did not get that far. */
export interface RunOutcome {
  metrics: ScenarioMetrics
  recording: Recording | null
  evidence: Evidence | null
  /** Of a comparison: what each variant's last run recorded, by name. */
  histories?: ReadonlyMap<string, RecordedHistory>
}
