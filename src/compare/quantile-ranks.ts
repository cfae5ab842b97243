import { binomialCdf } from './distributions/binomial-cdf.ts'

/** Ranks from 1; null: so few samples bound it on that side by none of them. */
export interface QuantileRanks {
  from: number | null
  to: number | null
}

/**
 * The samples between which the `quantile` (above 0, below 1) of what `count` independent samples were drawn from lies; each
 * end is wrong with at most the chance `tail`. How many samples are below a quantile is binomial, whatever the distribution
 * (David and Nagaraja, "Order Statistics", 7.1).
 */
export function quantileRanks(count: number, quantile: number, tail: number): QuantileRanks {
  // The first number of samples that is not too unlikely to be all that lie below the quantile, and the first that is enough.
  const from = firstOver(count, (below) => binomialCdf(below, count, quantile) > tail)
  const to = firstOver(count, (below) => binomialCdf(below, count, quantile) >= 1 - tail) + 1
  return { from: from === 0 ? null : from, to: to > count ? null : to }
}

/** The first of 0 to `count` that `holds`, which those after it do too; the last holds in any case. */
function firstOver(count: number, holds: (value: number) => boolean): number {
  let [low, high] = [0, count]
  while (low < high) {
    const middle = Math.floor((low + high) / 2)
    if (holds(middle)) high = middle
    else low = middle + 1
  }
  return low
}
