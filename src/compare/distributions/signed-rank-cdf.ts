import { normalCdf } from './normal-cdf.ts'

/** Up to so many differences the distribution is counted out; above, it is normal to three digits of any level we use. */
export const mostExact = 100

const counted = new Map<number, Float64Array>()

/**
 * The chance that Wilcoxon's signed-rank statistic of `n` differences, symmetric about 0, is at most `w`. Exact up to
 * `mostExact`; above, the normal approximation with the correction for continuity.
 */
export function signedRankCdf(w: number, n: number): number {
  const most = (n * (n + 1)) / 2
  if (w < 0) return 0
  if (w >= most) return 1
  if (n <= mostExact) return distributionOf(n)[Math.floor(w)]!
  const variance = (n * (n + 1) * (2 * n + 1)) / 24
  return normalCdf((Math.floor(w) + 0.5 - most / 2) / Math.sqrt(variance))
}

/** Each rank is in the sum or not, like the toss of a coin: rank by rank, the chances of each sum. */
function distributionOf(n: number): Float64Array {
  const known = counted.get(n)
  if (known) return known
  const chances = new Float64Array((n * (n + 1)) / 2 + 1)
  chances[0] = 1
  for (let rank = 1, top = 0; rank <= n; rank++) {
    top += rank
    for (let sum = top; sum >= 0; sum--) {
      chances[sum] = (chances[sum]! + (sum >= rank ? chances[sum - rank]! : 0)) / 2
    }
  }
  for (let sum = 1; sum < chances.length; sum++) chances[sum]! += chances[sum - 1]!
  counted.set(n, chances)
  return chances
}
