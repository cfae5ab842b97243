import { signedRankCdf } from './distributions/signed-rank-cdf.ts'
import type { Located } from './located.ts'
import { walshAverages } from './walsh-averages.ts'

/** Log ratios so close are equal but for rounding. */
const tie = 1e-12

/** An interval for the centre of so many differences. */
export interface SignedRankInterval {
  count: number
  from: number
  to: number
  /** The chance that an end is on the wrong side: at most what was asked for. */
  tail: number
}

/**
 * Wilcoxon's signed-rank test and what is had by turning it around (Hollander and Wolfe, "Nonparametric Statistical
 * Methods", 3.1 to 3.3). It counts Walsh averages, which is the same as adding ranks. Asks of the differences that they are
 * independent and symmetric about one centre.
 *
 * Ties and zeros: an average that lies exactly at the tested centre counts against what the test would show. Breaking
 * ties at random would keep the level, and each such break gives a smaller chance than this: the level is kept.
 */
export class SignedRank implements Located {
  readonly #count: number
  readonly #averages: Float64Array

  /** `differences`: at least one. */
  constructor(differences: readonly number[]) {
    this.#count = differences.length
    this.#averages = walshAverages(differences)
  }

  /** Hodges and Lehmann's estimate of the centre: the median of the Walsh averages. */
  get estimate(): number {
    const middle = this.#averages.length / 2
    return (this.#averages[Math.ceil(middle) - 1]! + this.#averages[Math.floor(middle)]!) / 2
  }

  /** The chance of differences that lie so far above `centre`, or farther, if the true centre were not above it. */
  chanceAbove(centre: number): number {
    return signedRankCdf(this.#averages.findLastIndex((average) => average <= centre + tie) + 1, this.#count)
  }

  /** The chance of differences that lie so far below `centre`, or farther, if the true centre were not below it. */
  chanceBelow(centre: number): number {
    const first = this.#averages.findIndex((average) => average >= centre - tie)
    return signedRankCdf(first < 0 ? 0 : this.#averages.length - first, this.#count)
  }

  /** Each end is wrong with at most the chance `tail`. null: so few differences cannot tell so surely. */
  interval(tail: number): SignedRankInterval | null {
    let rank = 0
    while (signedRankCdf(rank, this.#count) <= tail) rank++
    if (rank === 0) return null
    return {
      count: this.#count,
      from: this.#averages[rank - 1]!,
      to: this.#averages[this.#averages.length - rank]!,
      tail: signedRankCdf(rank - 1, this.#count),
    }
  }
}
