import type { CompactSeries } from './latency-series.ts'

/** What ended in a short time of the steady phase. */
export interface Slice {
  /** Successes, also of what began in the warm-up of its load and ended after it: what throughput is made of. */
  readonly completed: number
  readonly succeeded: number
  readonly failed: number
  readonly unfinished: number
  readonly dropped: number
  /** The earliest scheduled start of what ended here, from the beginning of the run; Infinity: nothing did. */
  readonly oldestMs: number
  readonly response: CompactSeries | null
  /** null also where it is not kept. */
  readonly service: CompactSeries | null
  readonly lateness: CompactSeries | null
}

/** Nothing ended. */
export const emptySlice: Slice = {
  completed: 0,
  succeeded: 0,
  failed: 0,
  unfinished: 0,
  dropped: 0,
  oldestMs: Infinity,
  response: null,
  service: null,
  lateness: null,
}

export interface SliceSettings {
  /** When the first slice begins, from the beginning of the run. */
  fromMs: number
  sliceMs: number
  keepsService: boolean
  keepsLateness: boolean
  /** How far back it is known what was due in each slice, beside what ended in it. */
  keptDueMs: number
}
