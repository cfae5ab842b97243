import { bisect } from './bisect.ts'
import { studentAbove } from './student-above.ts'

/** The value that Student's t with `freedom` degrees (1 or more) is at most with the chance `p`, above 0.5 and below 1. */
export function studentQuantile(p: number, freedom: number): number {
  return bisect((t) => -studentAbove(t, freedom), p - 1, 0, 1e6)
}
