import { bisect } from './bisect.ts'
import { incompleteBeta } from './incomplete-beta.ts'

/** The value that Student's t with `freedom` degrees (1 or more) is at most with the chance `p`, above 0.5 and below 1. */
export function studentQuantile(p: number, freedom: number): number {
  const above = (t: number): number => incompleteBeta(freedom / (freedom + t * t), freedom / 2, 0.5) / 2
  return bisect((t) => -above(t), p - 1, 0, 1e6)
}
