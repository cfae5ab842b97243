import type { ValueNumbers } from './value-numbers.ts'

/** Deliveries in reading order, and where each drain's begin and end among them. */
export interface Deliveries {
  operations: number[]
  messages: number[]
  drains: [from: number, to: number][]
}

export interface Attempts {
  values: ValueNumbers
  /** By message, one per enqueue that may have happened: its operation. */
  enqueueOf: number[]
  /** By value: its last message, the only one as a rule. */
  lastOf: number[]
  /** By message: the one before it with the same value, where there is one. */
  copyBefore: Map<number, number>
}
