import type { LatencySeries } from './latency-series.ts'
import { rangesOf, ValueBuckets, type SparseCounts, type ValueRange } from './value-buckets.ts'

/** Two of them become one when there are more: a run of any length has this many, or half of it, and memory ends there. */
const mostStretches = 256

/** A series in stretches, as it is sent from worker to worker. */
export interface PackedStretches {
  widthMs: number
  kept: (SparseCounts | null)[]
}

/**
 * One series of times, in stretches of equal length by when each ended: how much neighbours have in common can be told by
 * these, which tells what the samples of a run are worth.
 */
export class StretchedSeries {
  declare private _widthMs: number
  private _kept: (SparseCounts | null)[] = []
  private readonly _open = new ValueBuckets()
  private _isEmpty = true
  private _openAt = 0
  declare private _openUntilMs: number

  /** `widthMs`: how long a stretch is at first; all that are to be merged begin with the same. */
  constructor(widthMs: number) {
    this._widthMs = widthMs
    this._openUntilMs = widthMs
  }

  /** `atMs`: from where stretches are counted. What is earlier than the open stretch counts in it. */
  record(atMs: number, durationMs: number): void {
    if (atMs >= this._openUntilMs) this._openFor(atMs)
    this._open.record(Math.round(durationMs * 1000))
    this._isEmpty = false
  }

  /** What ended in the open stretch. */
  take(series: LatencySeries): void {
    series.addTo(this._open)
    this._isEmpty &&= series.count === 0
  }

  /** From where stretches are counted. */
  get openUntilMs(): number {
    return this._openUntilMs
  }

  /** Forgets the stretches that begin before `atMs`. */
  forgetBefore(atMs: number): void {
    this._close()
    const count = Math.ceil(atMs / this._widthMs)
    this._kept = this._kept.map((stretch, at) => (at < count ? null : stretch))
  }

  /** In order; one that nothing ended in is empty. */
  ranges(): ValueRange[][] {
    this._close()
    return this._kept.map((stretch) => (stretch === null ? [] : rangesOf(stretch)))
  }

  /** Adds what ended in the same stretches. */
  add(packed: PackedStretches): void {
    this._close()
    const other = new StretchedSeries(packed.widthMs)
    other._kept = [...packed.kept]
    while (other._widthMs < this._widthMs) other._fold()
    while (this._widthMs < other._widthMs) this._fold()
    for (const [at, stretch] of other._kept.entries()) this._kept[at] = merge(this._kept[at] ?? null, stretch)
  }

  pack(): PackedStretches {
    this._close()
    return { widthMs: this._widthMs, kept: this._kept }
  }

  private _openFor(atMs: number): void {
    this._close()
    while (atMs >= mostStretches * this._widthMs) this._fold()
    this._openAt = Math.floor(atMs / this._widthMs)
    this._openUntilMs = (this._openAt + 1) * this._widthMs
  }

  private _close(): void {
    if (this._isEmpty) return
    while (this._kept.length <= this._openAt) this._kept.push(null)
    this._kept[this._openAt] = merge(this._kept[this._openAt]!, this._open.sparse())
    this._open.clear()
    this._isEmpty = true
  }

  private _fold(): void {
    const before = this._kept
    this._widthMs *= 2
    this._kept = Array.from({ length: Math.ceil(before.length / 2) }, (_, at) =>
      merge(before[2 * at] ?? null, before[2 * at + 1] ?? null),
    )
    this._openAt >>= 1
    this._openUntilMs = (this._openAt + 1) * this._widthMs
  }
}

/** Both are in order: so is their sum, without a large table to pass through while a load runs. */
function merge(a: SparseCounts | null, b: SparseCounts | null): SparseCounts | null {
  if (a === null || b === null) return a ?? b
  const [indices, counts]: [number[], number[]] = [[], []]
  for (let i = 0, j = 0; i < a.indices.length || j < b.indices.length;) {
    const [left, right] = [a.indices[i] ?? Infinity, b.indices[j] ?? Infinity]
    indices.push(Math.min(left, right))
    counts.push((left <= right ? a.counts[i]! : 0) + (right <= left ? b.counts[j]! : 0))
    if (left <= right) i++
    if (right <= left) j++
  }
  return { indices: Uint16Array.from(indices), counts: Uint32Array.from(counts) }
}
