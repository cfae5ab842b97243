import type { Iteration } from './iteration.ts'

/** What recording needs to know of an iteration. */
export type IterationFacts = Pick<
  Iteration,
  'index' | 'agent' | 'scheduledMs' | 'startedMs' | 'phase' | 'message'
>

/** What a workload threw. Wrapped, because it may be anything, `undefined` included. */
export interface RecordedFailure {
  error: unknown
}
