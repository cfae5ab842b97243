/**
 * Which ranks of time are covered by a growing union of open intervals; a union-find forest gives the next free rank. Only
 * ranks matter, not what lies between two neighbours: the ends of all intervals are ranks, so a gap between neighbours is
 * free only if both of them are.
 */
export class Coverage {
  /** By rank: 0 for a free one, else a later one on the way to the next that is free. */
  readonly #next: Int32Array

  constructor(ranks: number) {
    this.#next = new Int32Array(ranks + 1)
  }

  /** Covers every rank strictly between the two. */
  cover(after: number, before: number): void {
    for (let rank = this.firstFrom(after + 1); rank < before; rank = this.firstFrom(rank + 1)) {
      this.#next[rank] = rank + 1
    }
  }

  /** The first free rank at or after `rank`, halving the path on the way. */
  firstFrom(rank: number): number {
    const next = this.#next
    let node = rank
    for (let to = next[node]!; to !== 0; to = next[node]!) {
      const beyond = next[to]!
      if (beyond === 0) return to
      node = next[node] = beyond
    }
    return node
  }
}
