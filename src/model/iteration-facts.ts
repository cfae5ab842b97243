import type { Iteration } from './iteration.ts'

/** What recording needs to know of an iteration. */
export interface IterationFacts extends Pick<
  Iteration,
  'index' | 'agent' | 'scheduledMs' | 'startedMs' | 'phase' | 'message'
> {
  /** What it was marked with; null: nothing. */
  readonly tags: readonly string[] | null
}

/** What a workload threw. Wrapped, because it may be anything, `undefined` included. */
export interface RecordedFailure {
  error: unknown
}
