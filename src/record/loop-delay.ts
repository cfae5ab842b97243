import type { IntervalHistogram } from 'node:perf_hooks'

/** How often Node looks whether the loop still turns. Its figures contain this. */
export const delayResolutionMs = 10

export interface LoopDelay {
  p50_ms: number
  /** Of fewer than 100 samples, of all but the longest: a single hiccup is no habit. */
  p99_ms: number
  max_ms: number
}

type Delays = Pick<IntervalHistogram, 'count' | 'max' | 'percentile'>

/** The delays beyond the sampling interval; null without a sample. */
export function delaysOf(histogram: Delays): LoopDelay | null {
  if (histogram.count === 0) return null
  return {
    p50_ms: beyondInterval(histogram.percentile(50)),
    p99_ms: beyondInterval(histogram.percentile(judgedPercentile(histogram.count))),
    max_ms: beyondInterval(histogram.max),
  }
}

/** Of several histograms as if they were one. Node's cannot be added up. */
export function delaysOfAll(histograms: readonly Delays[]): LoopDelay | null {
  const filled = histograms.filter(({ count }) => count > 0)
  return filled.length <= 1 ? (filled.map(delaysOf)[0] ?? null) : delaysOf(asOne(filled))
}

/** Each stands for itself with this many of its values at most: enough for a 99th percentile. */
const valuesOfEach = 1_000

function asOne(histograms: readonly Delays[]): Delays {
  const values = histograms
    .flatMap((histogram) => {
      const taken = Math.min(histogram.count, valuesOfEach)
      const weight = histogram.count / taken
      return Array.from({ length: taken }, (_, index) => ({
        value: histogram.percentile(((index + 0.5) / taken) * 100),
        weight,
      }))
    })
    .sort((a, b) => a.value - b.value)
  const count = histograms.reduce((sum, histogram) => sum + histogram.count, 0)
  return {
    count,
    max: Math.max(...histograms.map(({ max }) => max)),
    percentile(share) {
      let left = (share / 100) * count
      return (values.find(({ weight }) => (left -= weight) <= 1e-9) ?? values.at(-1)!).value
    },
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
