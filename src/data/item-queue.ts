/** First in, first out, in a constant time each: an array whose served part is given back now and then. */
export class ItemQueue<T> {
  #items: T[] = []
  #head = 0

  get size(): number {
    return this.#items.length - this.#head
  }

  add(item: T): void {
    this.#items.push(item)
  }

  /** The oldest; the queue must not be empty. */
  take(): T {
    const item = this.#items[this.#head++]!
    if (this.#head >= 1024 && this.#head * 2 >= this.#items.length) {
      this.#items = this.#items.slice(this.#head)
      this.#head = 0
    }
    return item
  }
}
