import type { Operation } from '../../model/history.ts'
import { countBelow, countUpTo, sortedTimes } from './sorted-times.ts'

/** Counts the operations that may have taken effect within a span: those whose intervals touch it. */
export class OverlapCounter {
  readonly #invokes: Float64Array
  readonly #completions: Float64Array

  constructor(operations: readonly Operation[]) {
    this.#invokes = sortedTimes(operations.map(({ invokeTime }) => invokeTime))
    this.#completions = sortedTimes(operations.map(({ completeTime }) => completeTime))
  }

  /** From `from` to `to`, both included. */
  count(from: number, to: number): number {
    return countUpTo(this.#invokes, to) - countBelow(this.#completions, from)
  }
}
