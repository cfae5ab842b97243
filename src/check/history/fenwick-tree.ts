/** Counts at places 0 to size - 1; adding and summing a prefix take O(log size). */
export class FenwickTree {
  readonly #sums: Int32Array

  constructor(size: number) {
    this.#sums = new Int32Array(size + 1)
  }

  add(place: number, amount: number): void {
    const sums = this.#sums
    for (let i = place + 1; i < sums.length; i += i & -i) sums[i]! += amount
  }

  /** The sum of the first `count` places. */
  sumOf(count: number): number {
    let sum = 0
    for (let i = count; i > 0; i -= i & -i) sum += this.#sums[i]!
    return sum
  }
}
