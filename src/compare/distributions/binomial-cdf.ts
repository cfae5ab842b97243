import { incompleteBeta } from './incomplete-beta.ts'

/** The chance of at most `k` hits in `n` tries of which each hits with the chance `p`. */
export function binomialCdf(k: number, n: number, p: number): number {
  if (k < 0) return 0
  return k >= n ? 1 : incompleteBeta(1 - p, n - k, k + 1)
}
