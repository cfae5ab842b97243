import { DueSlice } from './due-slice.ts'
import { emptySlice, type Slice, type SliceSettings } from './slice.ts'

/**
 * The newest stretch of the steady phase once more: each iteration in the slice in which it was due. What a load still
 * waits for when it has ended is slow, or it would have ended: by its end alone, it would stand beside nothing else.
 */
export class DueSlices {
  readonly #settings: SliceSettings
  readonly #mostKept: number
  readonly #kept = new Map<number, DueSlice>()
  #newest = -1
  #lastIndex = -1
  #last: DueSlice | null = null

  /** `keptMs`: how far back from the newest it goes. */
  constructor(settings: SliceSettings, keptMs: number) {
    this.#settings = settings
    this.#mostKept = Math.ceil(keptMs / settings.sliceMs) + 1
  }

  /** The number of the first that is still kept. */
  get first(): number {
    return Math.max(0, this.#newest - this.#mostKept + 1)
  }

  /** Of the slice in which something is due at that time of the run. null: that was too long ago. */
  at(dueMs: number, endMs: number): DueSlice | null {
    const index = Math.max(0, Math.floor((dueMs - this.#settings.fromMs) / this.#settings.sliceMs))
    if (index > this.#newest) this.#moveTo(index)
    else if (index < this.first) return null
    // Often the same again.
    const slice = index === this.#lastIndex ? this.#last! : this.#find(index)
    if (endMs > slice.lastEndMs) slice.lastEndMs = endMs
    return slice
  }

  #find(index: number): DueSlice {
    let slice = this.#kept.get(index)
    if (slice === undefined) this.#kept.set(index, (slice = new DueSlice(this.#settings)))
    this.#lastIndex = index
    return (this.#last = slice)
  }

  /** How many slices there are, up to the newest. */
  get end(): number {
    return this.#newest + 1
  }

  slice(index: number): Slice {
    return this.#kept.get(index)?.toSlice() ?? emptySlice
  }

  /** The number of the first of which something ended at that time of the run, or later; Infinity: there is none. */
  firstEndingFrom(ms: number): number {
    const late = [...this.#kept].filter(([, { lastEndMs }]) => lastEndMs >= ms)
    return Math.min(...late.map(([index]) => index))
  }

  #moveTo(newest: number): void {
    this.#newest = newest
    for (const index of this.#kept.keys()) if (index < this.first) this.#kept.delete(index)
  }
}
