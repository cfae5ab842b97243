import type { CompactSeries } from './latency-series.ts'
import { ValueBuckets } from './value-buckets.ts'

/** A series over a stretch of time that moves on: the newest slice is added, the oldest taken away. Exact both ways. */
export class SlidingSeries {
  private _count = 0
  private _sumUs = 0
  /** null: the largest was taken away, and the next is not looked for before it is asked for. */
  private _maxUs: number | null = 0
  /** What is in it, the oldest first. */
  private readonly _held: CompactSeries[] = []
  private readonly _buckets = new ValueBuckets()

  get count(): number {
    return this._count
  }

  add(series: CompactSeries): void {
    this._held.push(series)
    this._count += series.count
    this._sumUs += series.sumUs
    if (this._maxUs !== null) this._maxUs = Math.max(this._maxUs, series.maxUs)
    this._buckets.addSparse(series.buckets)
  }

  /** Takes away the series that was added first. */
  removeFirst(): void {
    const series = this._held.shift()!
    this._count -= series.count
    this._sumUs -= series.sumUs
    if (series.maxUs === this._maxUs) this._maxUs = null
    this._buckets.removeSparse(series.buckets)
  }

  get maxMs(): number | null {
    return this._count === 0 ? null : this._largestUs() / 1000
  }

  get avgMs(): number | null {
    return this._count === 0 ? null : Math.round((this._sumUs / this._count) * 1000) / 1e6
  }

  /** Milliseconds at a percentile (0 to 100); null without a sample. */
  percentileMs(percentile: number): number | null {
    if (this._count === 0) return null
    // A bucket's edge may lie beyond the largest sample, which is known exactly.
    return Math.min(this._largestUs(), this._buckets.percentile(percentile, this._count)) / 1000
  }

  private _largestUs(): number {
    return (this._maxUs ??= this._held.reduce((max, { maxUs }) => Math.max(max, maxUs), 0))
  }
}
