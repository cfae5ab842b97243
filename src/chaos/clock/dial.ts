/** What shows a wrong time, until it is called. A second call does nothing. */
export type SetRight = () => void

/**
 * What a clock shows, beside the one that it is set by. Each fault is undone by itself; a rate that was wrong leaves it behind
 * or ahead until the last such fault is undone, and it is set right then.
 */
export class Dial {
  readonly #trueNow: () => number
  readonly #onChange: () => void
  readonly #jumps = new Set<{ ms: number }>()
  readonly #rates = new Set<{ rate: number }>()
  /** Kept as sums, and made anew from the faults: what one adds and takes away again leaves no rounding behind. */
  #jumpMs = 0
  #rate = 1
  #anchor = { trueMs: 0, shownMs: 0 }

  constructor(trueNow: () => number, onChange: () => void = () => {}) {
    this.#trueNow = trueNow
    this.#onChange = onChange
  }

  get isRight(): boolean {
    return this.#jumps.size === 0 && this.#rates.size === 0
  }

  /** Milliseconds that it shows for one that passes; 0 while it stands. */
  get rate(): number {
    return this.#rate
  }

  read(): number {
    return this.#jumpMs + this.#readWithoutJumps()
  }

  /** True milliseconds until it shows `shownMs`, as it goes now; Infinity while it stands. */
  msUntil(shownMs: number): number {
    const leftMs = shownMs - this.read()
    return leftMs <= 0 ? 0 : leftMs / this.#rate
  }

  jump(ms: number): SetRight {
    return this.#open(this.#jumps, { ms })
  }

  runAt(rate: number): SetRight {
    return this.#open(this.#rates, { rate })
  }

  #open<T>(faults: Set<T>, fault: T): SetRight {
    this.#change(() => faults.add(fault))
    return () => {
      if (faults.has(fault)) this.#change(() => faults.delete(fault))
    }
  }

  #change(apply: () => void): void {
    this.#anchor = { trueMs: this.#trueNow(), shownMs: this.#readWithoutJumps() }
    apply()
    this.#jumpMs = [...this.#jumps].reduce((sum, { ms }) => sum + ms, 0)
    this.#rate = [...this.#rates].reduce((product, { rate }) => product * rate, 1)
    this.#onChange()
  }

  #readWithoutJumps(): number {
    const trueMs = this.#trueNow()
    if (this.#rates.size === 0) return trueMs
    return this.#anchor.shownMs + this.#rate * (trueMs - this.#anchor.trueMs)
  }
}
