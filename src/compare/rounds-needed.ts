import { normalQuantile } from './distributions/normal-quantile.ts'
import { studentQuantile } from './distributions/student-quantile.ts'
import type { SignedRankInterval } from './signed-rank.ts'

/** How often so many rounds would decide, if nothing changes. */
const power = 0.95
/** More is no advice. */
const most = 10_000

/**
 * About how many rounds like these would tell an estimate from a border that lies `gap` away (log ratio, above 0). The
 * interval shrinks with the root of the rounds, and needs room for the estimate to go up and down: see `smallestEffect`.
 * null: it is so close that no number we could name would do.
 */
export function roundsNeeded({ count, from, to, tail }: SignedRankInterval, gap: number): number | null {
  const arm = ((to - from) / 2) * (1 + studentQuantile(power, count - 1) / normalQuantile(1 - tail))
  const needed = Math.ceil(count * (arm / gap) ** 2)
  return needed <= most ? Math.max(needed, count + 1) : null
}
