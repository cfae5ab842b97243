/**
 * Which ranks of time are covered by a growing union of open intervals; a union-find forest gives the next free rank. Only
 * ranks matter, not what lies between two neighbours: the ends of all intervals are ranks, so a gap between neighbours is
 * free only if both of them are.
 */
export class Coverage {
  readonly #next: Int32Array

  constructor(ranks: number) {
    this.#next = new Int32Array(ranks + 1)
    for (let rank = 0; rank <= ranks; rank++) this.#next[rank] = rank
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
    while (next[node]! !== node) {
      next[node] = next[next[node]!]!
      node = next[node]!
    }
    return node
  }
}
