import type { Operation } from '../../model/history.ts'

/**
 * What the ordered checkers need of a history: its messages in typed arrays, all times as ranks. Left out is what may be
 * left out without changing any verdict: failed operations, and indeterminate enqueues that were never delivered (to say
 * that they did not happen is never the worse choice).
 */
export interface QueueHistory {
  readonly operations: readonly Operation[]
  /** The time of a rank. Slow: for proofs. */
  readonly timeOf: (rank: number) => number
  /** Every place of a time, by time: below `count` the starts of the enqueues by message, from there on their ends. */
  readonly order: Int32Array
  /** The last rank, Infinity. */
  readonly never: number
  /** How many messages; each of the arrays by message has this length. */
  readonly count: number
  /** The operation that enqueued the message. */
  readonly enqueueOf: Int32Array
  /** The operation that delivered it, -1 for none. */
  readonly dequeueOf: Int32Array
  readonly enqueueFrom: Int32Array
  readonly enqueueTo: Int32Array
  /** Not before the start of its enqueue, nor of that of an earlier message of the same drain. */
  readonly dequeueFrom: Int32Array
  readonly dequeueTo: Int32Array
  /** The messages of each ok drain, in delivery order. */
  readonly drains: readonly Int32Array[]
  /** The operations that were answered "empty", and their intervals. */
  readonly empties: Int32Array
  readonly emptyFrom: Int32Array
  readonly emptyTo: Int32Array
  /** The ranks at which indeterminate dequeues began, ascending: each may have taken one message, at any time since. */
  readonly takers: Int32Array
  /** The rank at which the first indeterminate drain began, that may have taken any number; beyond `never` for none. */
  readonly endlessFrom: number
  /** A payload was enqueued more than once: which copy was delivered is a guess, so that only "legal" is certain. */
  readonly ambiguous: boolean
}

/** When the `index`-th message that vanished can have been taken at the earliest; `never` if nothing could have taken it. */
export function takerRank({ takers, endlessFrom, never }: QueueHistory, index: number): number {
  return Math.min(takers[index] ?? never, endlessFrom, never)
}

/** The messages that were acknowledged and never delivered, by the rank at which they were certainly inside. */
export function missingMessages({ count, dequeueOf, enqueueTo }: QueueHistory): Int32Array {
  const missing: number[] = []
  for (let message = 0; message < count; message++) if (dequeueOf[message]! < 0) missing.push(message)
  return Int32Array.from(missing).sort((a, b) => enqueueTo[a]! - enqueueTo[b]!)
}
