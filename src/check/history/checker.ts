import type { Schema, z } from '../../foundation/schema.ts'
import type { Operation, Validity } from '../../model/history.ts'
import type { Verdict } from '../../model/verdict.ts'

/** What a checker found in a history; beside `valid` the fields of the format document. */
export interface HistoryReport {
  valid: Validity | Record<string, Validity>
  verdict: Verdict
  /** Only for a history that is not valid. */
  proof: Proof | null
  [field: string]: unknown
}

/** Why a history is not valid, in a form that a person can check by hand. */
export interface Proof {
  /** "1 was inside until 5 and 2 from 4 on, yet the queue answered empty during 2 to 7" */
  sentence: string
  /** At most 8, with the intervals of their operations; Infinity: never known to be over. */
  messages: ProofMessage[]
}

export interface ProofMessage {
  value: unknown
  enqueue: [number, number] | null
  dequeue: [number, number] | null
}

/** Judges one rule over a whole history. Pure: no clock, no I/O, no chance. */
export interface HistoryChecker<Name extends string = string, Options extends Schema = Schema> {
  readonly name: Name
  readonly summary: string
  readonly optionsSchema: Options
  /**
   * What it is given of the history of a run. `order`: first deliveries, of each inbox alone; `routes`: all inboxes
   * together, inboxes as keys; `leases`: with acks and nacks, dead letters with a key of their own. Default `everything`, of each inbox alone.
   */
  readonly reads?: 'everything' | 'order' | 'routes' | 'leases'
  /** `options` have gone through `optionsSchema`. */
  check(operations: readonly Operation[], options: z.output<Options>): HistoryReport
}

export function defineHistoryChecker<const Name extends string, Options extends Schema>(
  checker: HistoryChecker<Name, Options>,
): HistoryChecker<Name, Options> {
  return checker
}

/** A checker's verdict: what cannot be told never passes. */
export function verdictOf(valid: Validity): Verdict {
  if (valid === 'unknown') return 'invalid'
  return valid ? 'pass' : 'fail'
}
