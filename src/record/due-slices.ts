import { DueSlice } from './due-slice.ts'
import { emptySlice, type Slice, type SliceSettings } from './slice.ts'

/**
 * The newest stretch of the steady phase once more: each iteration in the slice in which it was due. What a load still
 * waits for when it has ended is slow, or it would have ended: by its end alone, it would stand beside nothing else.
 */
export class DueSlices {
  declare private readonly _settings: SliceSettings
  declare private readonly _mostKept: number
  private readonly _kept = new Map<number, DueSlice>()
  private _newest = -1
  private _lastIndex = -1
  private _last: DueSlice | null = null

  /** `keptMs`: how far back from the newest it goes. */
  constructor(settings: SliceSettings, keptMs: number) {
    this._settings = settings
    this._mostKept = Math.ceil(keptMs / settings.sliceMs) + 1
  }

  /** The number of the first that is still kept. */
  get first(): number {
    return Math.max(0, this._newest - this._mostKept + 1)
  }

  /** Of the slice in which something is due at that time of the run. null: that was too long ago. */
  at(dueMs: number, endMs: number): DueSlice | null {
    const index = Math.max(0, Math.floor((dueMs - this._settings.fromMs) / this._settings.sliceMs))
    if (index > this._newest) this._moveTo(index)
    else if (index < this.first) return null
    // Often the same again.
    const slice = index === this._lastIndex ? this._last! : this._find(index)
    if (endMs > slice.lastEndMs) slice.lastEndMs = endMs
    return slice
  }

  private _find(index: number): DueSlice {
    let slice = this._kept.get(index)
    if (slice === undefined) this._kept.set(index, (slice = new DueSlice(this._settings)))
    this._lastIndex = index
    return (this._last = slice)
  }

  /** How many slices there are, up to the newest. */
  get end(): number {
    return this._newest + 1
  }

  slice(index: number): Slice {
    return this._kept.get(index)?.toSlice() ?? emptySlice
  }

  /** The number of the first of which something ended at that time of the run, or later; Infinity: there is none. */
  firstEndingFrom(ms: number): number {
    const late = [...this._kept].filter(([, { lastEndMs }]) => lastEndMs >= ms)
    return Math.min(...late.map(([index]) => index))
  }

  private _moveTo(newest: number): void {
    this._newest = newest
    for (const index of this._kept.keys()) if (index < this.first) this._kept.delete(index)
  }
}
