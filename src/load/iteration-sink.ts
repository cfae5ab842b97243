import type { IterationFacts, RecordedFailure } from '../model/iteration-facts.ts'

/** What the drivers tell of each iteration. Called in the hot path: must be fast and must not throw. */
export interface IterationSink {
  /** `slotWasFree`: nothing but the generator itself could have made it late. */
  begun(iteration: IterationFacts, slotWasFree: boolean): void
  finished(iteration: IterationFacts, endMs: number, failure: RecordedFailure | null): void
  /** Begun, and without an outcome when the drain was over. */
  unfinished(iteration: IterationFacts, nowMs: number): void
  /** Planned, never begun. */
  dropped(index: number, scheduledMs: number, nowMs: number): void
}
