import type { SteadySpan } from '../record/recording.ts'

/** When the last load asked for no more work, from the beginning of the run. */
export function askedUntil(steady: readonly SteadySpan[]): number {
  return Math.max(...steady.map(({ toMs }) => toMs))
}
