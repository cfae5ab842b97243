import { median } from './median.ts'

/** Long blocks, so that neighbours say little of each other. */
const blocks = 10
/** Of 45 pairs of blocks, how many more must go one way than the other (Kendall): by chance, twice in 1,000 runs. */
const leastAgreement = 33
/** Less is no reason to doubt a figure. */
const leastFactor = 1.25

/**
 * By what factor the second half of `values` is above the first (below 1: under it), where they go one way from beginning
 * to end; 1: they do not. `values` are a typical time of each slice, in any unit; null: it has none. Of fewer than ten,
 * nothing can be told.
 */
export function findDrift(values: readonly (number | null)[]): number {
  const xs = values.flatMap((value) => (value === null || value <= 0 ? [] : [Math.log(value)]))
  if (xs.length < blocks) return 1
  const ys = Array.from({ length: blocks }, (_, block) => meanOf(part(xs, block, blocks)))
  const agreement = ys.reduce(
    (sum, y, at) => sum + ys.slice(at + 1).reduce((s, z) => s + Math.sign(z - y), 0),
    0,
  )
  if (Math.abs(agreement) < leastAgreement) return 1
  const by = median(part(xs, 1, 2)) - median(part(xs, 0, 2))
  return Math.abs(by) < Math.log(leastFactor) ? 1 : Math.exp(by)
}

function part(xs: readonly number[], index: number, of: number): number[] {
  return xs.slice(Math.floor((index * xs.length) / of), Math.floor(((index + 1) * xs.length) / of))
}

function meanOf(xs: readonly number[]): number {
  return xs.reduce((sum, x) => sum + x, 0) / xs.length
}
