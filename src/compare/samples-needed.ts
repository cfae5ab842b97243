import { binomialCdf } from './distributions/binomial-cdf.ts'

/** More than any run has: nobody is told to take them. */
const unthinkable = 1e9

/**
 * How many independent samples tell whether a quantile is within a limit, if the share of them within it stays as it is
 * (`within`, 0 to 1): the fewest above `had`, which do not, for which the binomial interval is on one side. null: it is so
 * close to `quantile` that no number we could name would.
 */
export function samplesNeeded(within: number, quantile: number, tail: number, had: number): number | null {
  const isDecided = (count: number): boolean => {
    const below = Math.round(within * count)
    // The limit lies above `below` samples: above the upper end of the interval, or under the lower end.
    return within > quantile
      ? binomialCdf(below - 1, count, quantile) >= 1 - tail
      : binomialCdf(below, count, quantile) <= tail
  }
  let [low, high] = [had, had + 1]
  while (!isDecided(high)) {
    ;[low, high] = [high, 2 * high]
    if (high > unthinkable) return null
  }
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2)
    if (isDecided(middle)) high = middle
    else low = middle
  }
  return high
}
