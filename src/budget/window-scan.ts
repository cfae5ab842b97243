import { SlidingSeries } from '../record/sliding-series.ts'
import type { Slice } from '../record/slice.ts'
import type { Figures } from './group-limits.ts'

const outcomes = ['succeeded', 'failed', 'unfinished', 'dropped'] as const
const counts = ['completed', ...outcomes] as const
const times = ['response', 'service', 'lateness'] as const

/** A window that moves on by one slice at a time, and what it came to. */
export class WindowScan {
  readonly #everyMs: number
  readonly #slicesPerWindow: number
  readonly #held: Slice[] = []
  readonly #total = { completed: 0, succeeded: 0, failed: 0, unfinished: 0, dropped: 0 }
  readonly #series = {
    response: new SlidingSeries(),
    service: new SlidingSeries(),
    lateness: new SlidingSeries(),
  }

  /** `everyMs` is a multiple of `sliceMs`. */
  constructor(everyMs: number, sliceMs: number) {
    this.#everyMs = everyMs
    this.#slicesPerWindow = everyMs / sliceMs
  }

  /** As long as a window is. */
  get full(): boolean {
    return this.#held.length === this.#slicesPerWindow
  }

  /** What ended in it, or was given up. */
  get ended(): number {
    return outcomes.reduce((sum, field) => sum + this.#total[field], 0)
  }

  push(slice: Slice): void {
    if (this.full) this.#removeFirst()
    this.#held.push(slice)
    for (const field of counts) this.#total[field] += slice[field]
    for (const field of times) if (slice[field] !== null) this.#series[field].add(slice[field])
  }

  figures(): Figures {
    return { ...this.#total, ...this.#series, activeMs: this.#everyMs }
  }

  #removeFirst(): void {
    const slice = this.#held.shift()!
    for (const field of counts) this.#total[field] -= slice[field]
    for (const field of times) if (slice[field] !== null) this.#series[field].removeFirst()
  }
}
