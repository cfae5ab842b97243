import type { LatencyStats, SeriesStats } from '../model/metrics.ts'
import { decodeHistogram, encodeHistogram } from './histogram.ts'
import {
  bucketOf,
  exactBelow,
  rangesOf,
  ValueBuckets,
  type SparseCounts,
  type ValueRange,
} from './value-buckets.ts'

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
  private _count = 0
  private _sumUs = 0
  private _minUs = Infinity
  private _maxUs = 0
  declare private readonly _buckets: ValueBuckets

  constructor(buckets = new ValueBuckets()) {
    this._buckets = buckets
  }

  get count(): number {
    return this._count
  }

  /** Throws `RangeError` on a negative duration, NaN or Infinity: they would be counted silently, and mean a broken clock. */
  record(durationMs: number): void {
    const us = toUs(durationMs)
    this._take(us, bucketOf(us))
  }

  /** `counts`: how many took so many microseconds, all below 2,048. Not copied. */
  static ofMicroseconds(counts: Uint32Array<ArrayBuffer>): LatencySeries {
    const series = new LatencySeries(new ValueBuckets(counts))
    for (let us = 0; us < counts.length; us++) {
      const count = counts[us]!
      if (count === 0) continue
      series._count += count
      series._sumUs += count * us
      if (us < series._minUs) series._minUs = us
      series._maxUs = us
    }
    return series
  }

  /** As `record` on each of the two: what an iteration took is worked out once. */
  static recordInBoth(one: LatencySeries, other: LatencySeries, durationMs: number): void {
    const us = toUs(durationMs)
    const bucket = us < exactBelow ? us : bucketOf(us)
    one._take(us, bucket)
    other._take(us, bucket)
  }

  private _take(us: number, bucket: number): void {
    this._count++
    this._sumUs += us
    if (us < this._minUs) this._minUs = us
    if (us > this._maxUs) this._maxUs = us
    this._buckets.count(bucket)
  }

  add(other: LatencySeries): void {
    this._count += other._count
    this._sumUs += other._sumUs
    this._minUs = Math.min(this._minUs, other._minUs)
    this._maxUs = Math.max(this._maxUs, other._maxUs)
    other.addTo(this._buckets)
  }

  /** As `add`, where only the buckets are kept. */
  addTo(buckets: ValueBuckets): void {
    if (this._count > 0) buckets.add(this._buckets, bucketOf(this._minUs), bucketOf(this._maxUs))
  }

  /** Milliseconds at a percentile (0 to 100); null without a sample. */
  percentileMs(percentile: number): number | null {
    if (this._count === 0) return null
    // A bucket's edge may lie beyond the extremes, which are known exactly.
    const us = this._buckets.percentile(percentile, this._count)
    return Math.min(this._maxUs, Math.max(this._minUs, us)) / 1000
  }

  get minMs(): number | null {
    return this._count === 0 ? null : this._minUs / 1000
  }

  get maxMs(): number | null {
    return this._count === 0 ? null : this._maxUs / 1000
  }

  get avgMs(): number | null {
    return this._count === 0 ? null : round(this._sumUs / this._count / 1000)
  }

  stats(): SeriesStats | null {
    if (this._count === 0) return null
    const at = (percentile: number): number => this.percentileMs(percentile)!
    return {
      count: this._count,
      min_ms: this._minUs / 1000,
      max_ms: this._maxUs / 1000,
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
    return this._count === 0 ? null : encodeHistogram(this._buckets)
  }

  /** A series from its text and its exact figures, which the histogram alone does not hold. */
  static decode(
    text: string,
    exact: Pick<SeriesStats, 'count' | 'min_ms' | 'max_ms' | 'avg_ms'>,
  ): LatencySeries {
    const series = new LatencySeries(decodeHistogram(text))
    series._count = exact.count
    series._minUs = Math.round(exact.min_ms * 1000)
    series._maxUs = Math.round(exact.max_ms * 1000)
    series._sumUs = exact.avg_ms * exact.count * 1000
    return series
  }

  /** In microseconds: how many samples lie from where to where. */
  ranges(): ValueRange[] {
    return rangesOf(this._buckets.sparse())
  }

  /** What a sliding window adds and takes away; null without a sample. */
  compact(): CompactSeries | null {
    if (this._count === 0) return null
    return { count: this._count, sumUs: this._sumUs, maxUs: this._maxUs, buckets: this._buckets.sparse() }
  }

  pack(): PackedSeries {
    return {
      count: this._count,
      sumUs: this._sumUs,
      minUs: this._minUs,
      maxUs: this._maxUs,
      counts: this._buckets.counts,
    }
  }

  static unpack({ count, sumUs, minUs, maxUs, counts }: PackedSeries): LatencySeries {
    const series = new LatencySeries(new ValueBuckets(counts))
    series._count = count
    series._sumUs = sumUs
    series._minUs = minUs
    series._maxUs = maxUs
    return series
  }

  /** Forgets all samples. */
  clear(): void {
    if (this._count > 0) this._buckets.clear(bucketOf(this._minUs), bucketOf(this._maxUs))
    this._count = 0
    this._sumUs = 0
    this._minUs = Infinity
    this._maxUs = 0
  }
}

const mostInt = 2 ** 31 - 1

function toUs(durationMs: number): number {
  const us = Math.round(durationMs * 1000)
  // Most are small: V8 goes on with whole numbers of 32 bits.
  if (us >= 0 && us <= mostInt) return us | 0
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
