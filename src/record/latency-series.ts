import type { LatencyStats, SeriesStats } from '../model/metrics.ts'
import { decodeHistogram, encodeHistogram } from './histogram.ts'
import { bucketOf, ValueBuckets, type SparseCounts } from './value-buckets.ts'

/** A series at rest, in few bytes. */
export interface CompactSeries {
  readonly count: number
  readonly sumUs: number
  readonly maxUs: number
  readonly buckets: SparseCounts
}

/** A series as it is sent from worker to worker: nothing of it is rounded. */
export interface PackedSeries {
  count: number
  sumUs: number
  minUs: number
  maxUs: number
  counts: Uint32Array<ArrayBuffer>
}

/**
 * Durations in integer microseconds. Count, sum, minimum and maximum are exact; percentiles come from the buckets of
 * an HDR histogram (0.1 % resolution), so memory does not grow with the number of samples. Merging loses nothing.
 */
export class LatencySeries {
  #count = 0
  #sumUs = 0
  #minUs = Infinity
  #maxUs = 0
  readonly #buckets: ValueBuckets

  constructor(buckets = new ValueBuckets()) {
    this.#buckets = buckets
  }

  get count(): number {
    return this.#count
  }

  /** Throws `RangeError` on a negative duration, NaN or Infinity: they would be counted silently, and mean a broken clock. */
  record(durationMs: number): void {
    const us = toUs(durationMs)
    this.#take(us, bucketOf(us))
  }

  /** As `record` on each of the two: what an iteration took is worked out once. */
  static recordInBoth(one: LatencySeries, other: LatencySeries, durationMs: number): void {
    const us = toUs(durationMs)
    const bucket = bucketOf(us)
    one.#take(us, bucket)
    other.#take(us, bucket)
  }

  #take(us: number, bucket: number): void {
    this.#count++
    this.#sumUs += us
    if (us < this.#minUs) this.#minUs = us
    if (us > this.#maxUs) this.#maxUs = us
    this.#buckets.count(bucket)
  }

  add(other: LatencySeries): void {
    this.#count += other.#count
    this.#sumUs += other.#sumUs
    this.#minUs = Math.min(this.#minUs, other.#minUs)
    this.#maxUs = Math.max(this.#maxUs, other.#maxUs)
    this.#buckets.add(other.#buckets)
  }

  /** Milliseconds at a percentile (0 to 100); null without a sample. */
  percentileMs(percentile: number): number | null {
    if (this.#count === 0) return null
    // A bucket's edge may lie beyond the extremes, which are known exactly.
    const us = this.#buckets.percentile(percentile, this.#count)
    return Math.min(this.#maxUs, Math.max(this.#minUs, us)) / 1000
  }

  get minMs(): number | null {
    return this.#count === 0 ? null : this.#minUs / 1000
  }

  get maxMs(): number | null {
    return this.#count === 0 ? null : this.#maxUs / 1000
  }

  get avgMs(): number | null {
    return this.#count === 0 ? null : round(this.#sumUs / this.#count / 1000)
  }

  stats(): SeriesStats | null {
    if (this.#count === 0) return null
    const at = (percentile: number): number => this.percentileMs(percentile)!
    return {
      count: this.#count,
      min_ms: this.#minUs / 1000,
      max_ms: this.#maxUs / 1000,
      avg_ms: this.avgMs!,
      p50_ms: at(50),
      p90_ms: at(90),
      p95_ms: at(95),
      p99_ms: at(99),
      p99_9_ms: at(99.9),
      p99_99_ms: at(99.99),
    }
  }

  /** The flat figures of the metrics file; null where there is no sample. */
  flatStats(): LatencyStats {
    const stats = this.stats()
    return {
      min_ms: stats?.min_ms ?? null,
      max_ms: stats?.max_ms ?? null,
      avg_ms: stats?.avg_ms ?? null,
      p50_ms: stats?.p50_ms ?? null,
      p95_ms: stats?.p95_ms ?? null,
      p99_ms: stats?.p99_ms ?? null,
    }
  }

  /** Base64 text that `decode` reads back; null without a sample. */
  encode(): string | null {
    return this.#count === 0 ? null : encodeHistogram(this.#buckets)
  }

  /** A series from its text and its exact figures, which the histogram alone does not hold. */
  static decode(
    text: string,
    exact: Pick<SeriesStats, 'count' | 'min_ms' | 'max_ms' | 'avg_ms'>,
  ): LatencySeries {
    const series = new LatencySeries(decodeHistogram(text))
    series.#count = exact.count
    series.#minUs = Math.round(exact.min_ms * 1000)
    series.#maxUs = Math.round(exact.max_ms * 1000)
    series.#sumUs = exact.avg_ms * exact.count * 1000
    return series
  }

  /** What a sliding window adds and takes away; null without a sample. */
  compact(): CompactSeries | null {
    if (this.#count === 0) return null
    return { count: this.#count, sumUs: this.#sumUs, maxUs: this.#maxUs, buckets: this.#buckets.sparse() }
  }

  pack(): PackedSeries {
    return {
      count: this.#count,
      sumUs: this.#sumUs,
      minUs: this.#minUs,
      maxUs: this.#maxUs,
      counts: this.#buckets.counts,
    }
  }

  static unpack({ count, sumUs, minUs, maxUs, counts }: PackedSeries): LatencySeries {
    const series = new LatencySeries(new ValueBuckets(counts))
    series.#count = count
    series.#sumUs = sumUs
    series.#minUs = minUs
    series.#maxUs = maxUs
    return series
  }

  /** Forgets all samples. */
  clear(): void {
    this.#buckets.clear()
    this.#count = 0
    this.#sumUs = 0
    this.#minUs = Infinity
    this.#maxUs = 0
  }
}

function toUs(durationMs: number): number {
  const us = Math.round(durationMs * 1000)
  if (!(us >= 0 && us < Infinity)) refuse(durationMs)
  return us
}

// In a function of its own: V8 takes the text of a number for free of effects, and made it in each call of `record`.
function refuse(durationMs: number): never {
  throw new RangeError(`a duration must be 0 ms or more, got ${durationMs}`)
}

function round(ms: number): number {
  return Math.round(ms * 1e6) / 1e6
}
