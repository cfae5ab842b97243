import { bisect } from './bisect.ts'
import { normalCdf } from './normal-cdf.ts'

/** The value that a standard normal one is at most with the chance `p`, above 0 and below 1. */
export function normalQuantile(p: number): number {
  // The lower half, where chances are exact to the last digits.
  return p > 0.5 ? -bisect(normalCdf, 1 - p, -40, 0) : bisect(normalCdf, p, -40, 0)
}
