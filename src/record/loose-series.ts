import type { CompactSeries } from './latency-series.ts'
import { ValueBuckets } from './value-buckets.ts'

/** So many samples are kept as they are, before they are packed. */
const mostLoose = 1024

/** Packs one series at a time: one for all is enough. */
const scratch = new ValueBuckets()

/**
 * A series that takes samples now and then, for a long time, and is small meanwhile: of those, hundreds can be open. Equal
 * to a `LatencySeries` once it is compact.
 */
export class LooseSeries {
  #loose: number[] = []
  #packed: CompactSeries | null = null

  record(durationMs: number): void {
    this.#loose.push(Math.round(durationMs * 1000))
    if (this.#loose.length >= mostLoose) this.compact()
  }

  /** null without a sample. */
  compact(): CompactSeries | null {
    if (this.#loose.length === 0) return this.#packed
    let { count, sumUs, maxUs } = this.#packed ?? { count: 0, sumUs: 0, maxUs: 0 }
    if (this.#packed !== null) scratch.addSparse(this.#packed.buckets)
    for (const us of this.#loose) {
      scratch.record(us)
      count++
      sumUs += us
      if (us > maxUs) maxUs = us
    }
    this.#packed = { count, sumUs, maxUs, buckets: scratch.sparse() }
    scratch.clear()
    this.#loose = []
    return this.#packed
  }
}
