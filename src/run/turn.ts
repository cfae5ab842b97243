import type { RunOutcome } from './run-request.ts'

/** One run of one variant of a comparison. */
export interface Turn {
  /** From 1; 0 in a round of warm-up. */
  readonly round: number
  /** Its place in the round, from 1. */
  readonly turn: number
  readonly variant: string
  readonly seed: number
  readonly values: Readonly<Record<string, number | null>>
  /** Large: of rounds that are over, only the metrics are kept. */
  outcome: RunOutcome
}
