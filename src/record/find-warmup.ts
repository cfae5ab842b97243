import { median } from './median.ts'

/** Of fewer, too little would be known. */
const leastSlices = 20
/** One slow slice is a hiccup. */
const leastCut = 2
/** It is slower than what follows by at least this factor, and by so many standard errors. */
const leastFactor = 1.25
const leastErrors = 4.5

/**
 * How many slices at the beginning are slower than what follows; 0: none are. `values` are a typical time of each slice,
 * in any unit; null: it has none. The cut is the change point of least squares (Hawkins 1977), on logarithms, with
 * outliers drawn in. There always is one, so the part before must then differ from the rest beyond its noise. MSER
 * (White 1997) was tried: it cuts too far in one run of four. `mostShare`: a warm-up takes no more of the run.
 */
export function findWarmup(values: readonly (number | null)[], mostShare = 0.5): number {
  const seen = values.flatMap((value, slice) =>
    value === null || value <= 0 ? [] : [{ slice, x: Math.log(value) }],
  )
  const xs = seen.map(({ x }) => x)
  if (xs.length < leastSlices) return 0
  const cut = changePoint(drawnIn(xs))
  if (cut < leastCut || cut > xs.length * mostShare) return 0
  const rest = xs.slice(cut)
  const slowerBy = median(xs.slice(0, cut)) - median(rest)
  // Neighbours that are alike say less than their number.
  const alike = Math.min(0.9, Math.max(0, likeness(rest)))
  const noise = spread(rest) * Math.sqrt((1 / cut + 1 / rest.length) * ((1 + alike) / (1 - alike)))
  return slowerBy >= Math.max(Math.log(leastFactor), leastErrors * noise) ? seen[cut]!.slice : 0
}

/** A single hiccup must not pull the cut to itself. */
function drawnIn(xs: readonly number[]): number[] {
  const middle = median(xs)
  const most = Math.max(Math.log(leastFactor), 4 * spread(xs))
  return xs.map((x) => Math.min(middle + most, Math.max(middle - most, x)))
}

/** Where the squares around the means of both sides are least; 0: nowhere are they less than around one mean. */
function changePoint(xs: readonly number[]): number {
  const mean = xs.reduce((sum, x) => sum + x, 0) / xs.length
  let [sum, best, bestGain] = [0, 0, 0]
  for (let cut = 1; cut < xs.length; cut++) {
    sum += xs[cut - 1]! - mean
    // What two means explain that one does not.
    const gain = (sum ** 2 * xs.length) / (cut * (xs.length - cut))
    if (gain > bestGain + 1e-9) [best, bestGain] = [cut, gain]
  }
  return best
}

/** The standard deviation, as the median distance from the median tells it: an outlier does not count. */
function spread(values: readonly number[]): number {
  const middle = median(values)
  return 1.4826 * median(values.map((value) => Math.abs(value - middle)))
}

/** Correlation of neighbours. */
function likeness(values: readonly number[]): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length
  const at = (index: number): number => values[index]! - mean
  const all = values.reduce((sum, _, index) => sum + at(index) ** 2, 0)
  return all === 0 ? 0 : values.slice(1).reduce((sum, _, index) => sum + at(index) * at(index + 1), 0) / all
}
