import type { CompactSeries } from '../latency-series.ts'
import { bucketOf } from '../value-buckets.ts'

/** How many of its samples are above so many milliseconds, as exact as the series is. */
export function countAbove({ buckets: { indices, counts } }: CompactSeries, ms: number): number {
  const limit = bucketOf(Math.round(ms * 1000))
  return indices.reduce((sum, index, at) => (index > limit ? sum + counts[at]! : sum), 0)
}
