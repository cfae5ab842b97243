import { studentAbove } from './distributions/student-above.ts'
import { studentQuantile } from './distributions/student-quantile.ts'
import type { Located } from './located.ts'

/**
 * By how much the runs of one side lie above those of the other: the difference of the means of their logarithms, by
 * Student's t for two samples of one spread (Student 1908; the interval of a single new run is the prediction interval of
 * Hahn and Meeker, "Statistical Intervals", 4.7). Each run is one value, so that nothing within a run need be independent.
 *
 * One spread for both sides, since a side of one run has none of its own. It assumes that runs of one kind differ by
 * about normal factors, and that those of the one side were made under the same conditions as those of the other.
 */
export class RunShift implements Located {
  readonly estimate: number
  /** How much runs of one kind differ: the standard deviation of the logarithms, from both sides. */
  readonly spread: number
  readonly #counts: readonly [number, number]

  /** Logarithms; at least three in all. `finest`: of how much is known nothing below it, whatever the values show. */
  constructor(from: readonly number[], to: readonly number[], finest: number) {
    this.estimate = mean(to) - mean(from)
    this.spread = Math.max(finest, Math.sqrt((squares(from) + squares(to)) / (from.length + to.length - 2)))
    this.#counts = [from.length, to.length]
  }

  chanceAbove(centre: number): number {
    return studentAbove((this.estimate - centre) / this.#error(), this.#freedom())
  }

  chanceBelow(centre: number): number {
    return studentAbove((centre - this.estimate) / this.#error(), this.#freedom())
  }

  interval(tail: number): { from: number; to: number } {
    const arm = this.arm(tail, ...this.#counts)
    return { from: this.estimate - arm, to: this.estimate + arm }
  }

  /** Half of the interval that so many runs would give, if they differed as much. */
  arm(tail: number, from: number, to: number): number {
    return studentQuantile(1 - tail, from + to - 2) * this.spread * Math.sqrt(1 / from + 1 / to)
  }

  /** The smallest change for the worse that as many runs call worse in 95 of 100 cases: as with rounds, by Student's own t. */
  smallestEffect(tail: number, margin: number): number {
    const found = studentQuantile(0.95, this.#freedom()) * this.#error()
    return margin + this.arm(tail, ...this.#counts) + found
  }

  #error(): number {
    return this.spread * Math.sqrt(1 / this.#counts[0] + 1 / this.#counts[1])
  }

  #freedom(): number {
    return this.#counts[0] + this.#counts[1] - 2
  }
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}

function squares(values: readonly number[]): number {
  const centre = mean(values)
  return values.reduce((sum, value) => sum + (value - centre) ** 2, 0)
}
