import type { ScenarioMetrics } from '../model/metrics.ts'
import type { Progress, RunIdentity, WatchTerms } from '../model/wire.ts'

/** A run as the main process sees it. */
export interface WatchedRun extends WatchTerms {
  readonly identity: RunIdentity
  progress: Progress | null
  /** When it was heard of last, in milliseconds of the monotonic clock. */
  heardAtMs: number
  metrics: ScenarioMetrics | null
  /** Why it will never end, once that is known. */
  lostBecause: string | null
}
