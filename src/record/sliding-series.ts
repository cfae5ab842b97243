import type { CompactSeries } from './latency-series.ts'
import { ValueBuckets } from './value-buckets.ts'

/** A series over a stretch of time that moves on: the newest slice is added, the oldest taken away. Exact both ways. */
export class SlidingSeries {
  #count = 0
  #sumUs = 0
  /** null: the largest was taken away, and the next is not looked for before it is asked for. */
  #maxUs: number | null = 0
  /** What is in it, the oldest first. */
  readonly #held: CompactSeries[] = []
  readonly #buckets = new ValueBuckets()

  get count(): number {
    return this.#count
  }

  add(series: CompactSeries): void {
    this.#held.push(series)
    this.#count += series.count
    this.#sumUs += series.sumUs
    if (this.#maxUs !== null) this.#maxUs = Math.max(this.#maxUs, series.maxUs)
    this.#buckets.addSparse(series.buckets)
  }

  /** Takes away the series that was added first. */
  removeFirst(): void {
    const series = this.#held.shift()!
    this.#count -= series.count
    this.#sumUs -= series.sumUs
    if (series.maxUs === this.#maxUs) this.#maxUs = null
    this.#buckets.removeSparse(series.buckets)
  }

  get maxMs(): number | null {
    return this.#count === 0 ? null : this.#largestUs() / 1000
  }

  get avgMs(): number | null {
    return this.#count === 0 ? null : Math.round((this.#sumUs / this.#count) * 1000) / 1e6
  }

  /** Milliseconds at a percentile (0 to 100); null without a sample. */
  percentileMs(percentile: number): number | null {
    if (this.#count === 0) return null
    // A bucket's edge may lie beyond the largest sample, which is known exactly.
    return Math.min(this.#largestUs(), this.#buckets.percentile(percentile, this.#count)) / 1000
  }

  #largestUs(): number {
    return (this.#maxUs ??= this.#held.reduce((max, { maxUs }) => Math.max(max, maxUs), 0))
  }
}
