import { normalQuantile } from './distributions/normal-quantile.ts'
import { studentQuantile } from './distributions/student-quantile.ts'
import type { SignedRankInterval } from './signed-rank.ts'

/** How often an effect of that size is found. */
const power = 0.95

/**
 * The smallest change for the worse, as a log ratio, that as many rounds as noisy as these find in about 95 of 100
 * runs: margin + arm * (1 + t(power, count - 1) / z(1 - tail)). `arm` is half the interval. The interval must lie beyond
 * the margin with its whole length, so the estimate must lie beyond it by one arm. An arm is about z(1 - tail) standard
 * errors of the estimate, which goes up and down by them: t(power) of them more are needed, Student's, since their size is
 * known from these rounds alone.
 */
export function smallestEffect({ count, from, to, tail }: SignedRankInterval, margin: number): number {
  const arm = (to - from) / 2
  return margin + arm * (1 + studentQuantile(power, count - 1) / normalQuantile(1 - tail))
}
