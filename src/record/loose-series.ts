import type { CompactSeries, LatencySeries } from './latency-series.ts'
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
  private _loose: number[] = []
  private _packed: CompactSeries | null = null

  record(durationMs: number): void {
    this._loose.push(Math.round(durationMs * 1000))
    if (this._loose.length >= mostLoose) this.compact()
  }

  /** All of another series. */
  add(series: LatencySeries): void {
    const own = this.compact() ?? { count: 0, sumUs: 0, maxUs: 0, buckets: null }
    if (own.buckets !== null) scratch.addSparse(own.buckets)
    series.addTo(scratch)
    const { count, sumUs, maxUs } = series.compact()!
    this._packed = {
      count: own.count + count,
      sumUs: own.sumUs + sumUs,
      maxUs: Math.max(own.maxUs, maxUs),
      buckets: scratch.sparse(),
    }
    scratch.clear()
  }

  /** null without a sample. */
  compact(): CompactSeries | null {
    if (this._loose.length === 0) return this._packed
    let { count, sumUs, maxUs } = this._packed ?? { count: 0, sumUs: 0, maxUs: 0 }
    if (this._packed !== null) scratch.addSparse(this._packed.buckets)
    for (const us of this._loose) {
      scratch.record(us)
      count++
      sumUs += us
      if (us > maxUs) maxUs = us
    }
    this._packed = { count, sumUs, maxUs, buckets: scratch.sparse() }
    scratch.clear()
    this._loose = []
    return this._packed
  }
}
