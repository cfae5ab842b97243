import type { Clock } from '../foundation/clock.ts'
import type { ScenarioMetrics } from '../model/metrics.ts'
import type { Scenario } from '../model/scenario.ts'
import type { Progress, RunIdentity } from '../model/wire.ts'
import type { DeliveryAccount } from '../check/delivery-account.ts'
import type { Recording } from '../record/recording.ts'

export interface RunRequest {
  scenario: Scenario
  identity: RunIdentity
  workload: (context: object) => unknown
  /** What contexts inherit from: the test's context, so that fixtures can be reached. */
  contextPrototype: object
  /** Ends the run early. */
  signal: AbortSignal | null
  onProgress: (progress: Progress) => void
  /** Real time by default. On any other clock the process is not watched: it has nothing to do with that time. */
  clock?: Clock
}

/** What a run came to. `recording` and `account` are null where it did not get that far. */
export interface RunOutcome {
  metrics: ScenarioMetrics
  recording: Recording | null
  account: DeliveryAccount | null
}
