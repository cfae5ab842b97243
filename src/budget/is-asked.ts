import type { SteadySpan } from '../record/recording.ts'

/** Sums of times differ in their last digits. */
const roundingMs = 1e-6

/** Whether some load was past its warm-up, and asked for work, all that time: only then is there a speed to judge. */
export function isAsked(steady: readonly SteadySpan[], fromMs: number, toMs: number): boolean {
  return steady.some((span) => span.fromMs <= fromMs + roundingMs && toMs <= span.toMs + roundingMs)
}
