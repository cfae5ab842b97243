/** One line of a history file; see docs/reference for the format. */
export interface HistoryEvent {
  /** A logical client with at most one open operation. After an `info` it is not used again. */
  process: string | number
  /** `ok` certainly took effect, `fail` certainly did not, `info`: outcome unknown. */
  type: 'invoke' | 'ok' | 'fail' | 'info'
  f: 'enqueue' | 'dequeue' | 'drain' | 'ack' | 'nack' | 'assign'
  value: unknown
  key?: string | number
  /** Higher is served first; on the enqueue invoke. */
  priority?: number
  /** log only: the position that the system reported. */
  offset?: number
  /** The authoritative order: a precedes b iff a's completion is strictly below b's invoke. */
  time: number
}

/** An invoke with its completion. */
export interface Operation {
  process: string | number
  f: HistoryEvent['f']
  /** `info` also stands for an invoke without completion. */
  outcome: 'ok' | 'fail' | 'info'
  invokeTime: number
  /** Infinity where the outcome is unknown. */
  completeTime: number
  /** The value of the invoke: what was to be enqueued, acked, ... */
  input: unknown
  /** The value of the `ok` completion: what was dequeued or drained; the input where the completion carries none. */
  output: unknown
  key: string | number | undefined
  priority: number | undefined
  offset: number | undefined
}

/** Verdict of a history checker: "unknown" means that it cannot be told, and gates as `invalid`. */
export type Validity = true | false | 'unknown'
