/** Keeps the last `limit` items it was given, and counts them all. */
export class RecentItems<T> {
  readonly #limit: number
  #items: T[] = []
  #count = 0

  constructor(limit: number) {
    this.#limit = limit
  }

  /** How many items were ever added. */
  get count(): number {
    return this.#count
  }

  add(item: T): void {
    // Written in place once full, so that memory stays what it is however long a run is.
    if (this.#count < this.#limit) this.#items.push(item)
    else if (this.#limit > 0) this.#items[this.#count % this.#limit] = item
    this.#count++
  }

  /** A copy of what is kept, oldest first. */
  toArray(): T[] {
    if (this.#count <= this.#limit || this.#limit === 0) return this.#items.slice()
    const oldest = this.#count % this.#limit
    return [...this.#items.slice(oldest), ...this.#items.slice(0, oldest)]
  }
}
