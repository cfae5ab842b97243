import type { IntervalHistogram } from 'node:perf_hooks'

/** How often Node looks whether the loop still turns. Its figures contain this. */
export const delayResolutionMs = 10

export interface LoopDelay {
  p50_ms: number
  /** Of fewer than 100 samples, of all but the longest: a single hiccup is no habit. */
  p99_ms: number
  max_ms: number
}

/** The delays beyond the sampling interval; null without a sample. */
export function delaysOf(histogram: IntervalHistogram): LoopDelay | null {
  if (histogram.count === 0) return null
  return {
    p50_ms: beyondInterval(histogram.percentile(50)),
    p99_ms: beyondInterval(histogram.percentile(judgedPercentile(histogram.count))),
    max_ms: beyondInterval(histogram.max),
  }
}

function judgedPercentile(count: number): number {
  // Node takes no percentile of 0.
  return count < 100 ? Math.max(1, 100 * (1 - 1.5 / count)) : 99
}

function beyondInterval(nanoseconds: number): number {
  const ms = Math.max(0, nanoseconds / 1e6 - delayResolutionMs)
  return Math.round(ms * 1e6) / 1e6
}
