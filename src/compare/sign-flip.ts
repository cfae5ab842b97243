import { normalCdf } from './distributions/normal-cdf.ts'

/** Up to so many differences, all ways to flip their signs are tried. */
const mostExact = 24

/**
 * The chance of a mean so far from 0, or farther, if the sign of each difference were a coin's toss (Fisher's randomization
 * test, two-sided). All 2^n ways up to 24 differences; above, the sum of the flipped differences is taken for normal, with
 * mean 0 and their sum of squares as variance.
 */
export function signFlip(differences: readonly number[]): number {
  const observed = Math.abs(sumOf(differences))
  const size = differences.reduce((sum, difference) => sum + Math.abs(difference), 0)
  // Sums that are equal but for the order of adding count as equal.
  const least = observed - 1e-12 * size
  if (least <= 0) return 1
  if (differences.length > mostExact) {
    return 2 * normalCdf(-observed / Math.sqrt(sumOf(differences.map((difference) => difference ** 2))))
  }
  const half = differences.length >> 1
  const above = pairsAbove(
    flippedSums(differences.slice(0, half)),
    flippedSums(differences.slice(half)),
    least,
  )
  return Math.min(1, (2 * above) / 2 ** differences.length)
}

/** Of each sum of one half with each of the other, how many reach `least`: 2^n of them, without looking at each. */
function pairsAbove(left: Float64Array, right: Float64Array, least: number): number {
  let count = 0
  let reached = right.length
  for (const sum of left) {
    while (reached > 0 && right[reached - 1]! + sum >= least) reached--
    count += right.length - reached
  }
  return count
}

/** Sums of `values` with each choice of signs, from the smallest to the largest. */
function flippedSums(values: readonly number[]): Float64Array {
  let sums = new Float64Array(1)
  for (const value of values) sums = mergeShifted(sums, Math.abs(value))
  return sums
}

/** All of `sums`, less `by`, and all of them plus `by`: two lists in order, made one. */
function mergeShifted(sums: Float64Array, by: number): Float64Array<ArrayBuffer> {
  const merged = new Float64Array(2 * sums.length)
  let [low, high] = [0, 0]
  for (let at = 0; at < merged.length; at++) {
    const isLow = low < sums.length && sums[low]! - by <= sums[high]! + by
    merged[at] = isLow ? sums[low++]! - by : sums[high++]! + by
  }
  return merged
}

function sumOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0)
}
