/** Ranges of bytes of a file, `from` included, `to` not; they neither touch nor overlap, and stand in their order. */
export class ByteRanges {
  #ranges: { from: number; to: number }[] = []

  get total(): number {
    return this.#ranges.reduce((sum, { from, to }) => sum + to - from, 0)
  }

  add(from: number, to: number): void {
    if (to <= from) return
    const apart = this.#ranges.filter((range) => range.to < from || range.from > to)
    const joined = this.#ranges.filter((range) => range.to >= from && range.from <= to)
    const merged = {
      from: Math.min(from, ...joined.map((range) => range.from)),
      to: Math.max(to, ...joined.map((range) => range.to)),
    }
    this.#ranges = [...apart, merged].sort((a, b) => a.from - b.from)
  }

  /** Forgets what lies beyond. */
  cutAt(end: number): void {
    this.#ranges = this.#ranges
      .filter(({ from }) => from < end)
      .map(({ from, to }) => ({ from, to: Math.min(to, end) }))
  }

  /** All of them; none is left. */
  take(): readonly { from: number; to: number }[] {
    const taken = this.#ranges
    this.#ranges = []
    return taken
  }
}
