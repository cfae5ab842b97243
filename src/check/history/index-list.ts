/** A growing list of whole numbers below 2^31, outside of the heap: the garbage collector need not look at it. */
export class IndexList {
  length = 0
  #items: Int32Array

  constructor(expected: number) {
    this.#items = new Int32Array(expected + 4)
  }

  /** Returns its place. */
  push(item: number): number {
    if (this.length === this.#items.length) {
      const items = new Int32Array(2 * this.length)
      items.set(this.#items)
      this.#items = items
    }
    this.#items[this.length] = item
    return this.length++
  }

  at(place: number): number {
    return this.#items[place]!
  }

  increment(place: number): void {
    this.#items[place]!++
  }

  replace(place: number, item: number): void {
    this.#items[place] = item
  }

  /** The items so far; until the next `push` it is the list itself, no copy. */
  toArray(): Int32Array {
    return this.#items.subarray(0, this.length)
  }
}
