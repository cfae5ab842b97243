import { incompleteBeta } from './incomplete-beta.ts'

/** The chance that Student's t with `freedom` degrees (1 or more) is above `t`. */
export function studentAbove(t: number, freedom: number): number {
  const beyond = incompleteBeta(freedom / (freedom + t * t), freedom / 2, 0.5) / 2
  return t >= 0 ? beyond : 1 - beyond
}
