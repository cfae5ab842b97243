/** Deliveries in reading order, and where each drain's begin and end among them. */
export interface Deliveries {
  operations: Int32Array
  messages: Int32Array
  drains: readonly [from: number, to: number][]
}

export interface Attempts {
  /** By message, one per enqueue that may have happened: its operation. */
  enqueueOf: Int32Array
  /** By message: the one before it with the same value, where there is one. */
  copyBefore: ReadonlyMap<number, number>
}

/** Operations that concern no certain message. */
export interface OtherOperations {
  /** Dequeues that were answered "empty". */
  empties: readonly number[]
  /** Dequeues of unknown outcome. */
  takers: readonly number[]
  /** Drains of unknown outcome. */
  endless: readonly number[]
}
