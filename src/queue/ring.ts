const SMALLEST = 16
const KEPT_WHEN_EMPTY = 4096

/** A first-in-first-out queue over an array whose size is a power of two, so that positions wrap with a mask. */
export class Ring<T> {
  #slots: (T | undefined)[] = Array.from({ length: SMALLEST })
  #mask = SMALLEST - 1
  #head = 0
  #length = 0

  get length(): number {
    return this.#length
  }

  push(item: T): void {
    if (this.#length > this.#mask) this.#grow()
    this.#slots[(this.#head + this.#length) & this.#mask] = item
    this.#length++
  }

  shift(): T | undefined {
    if (this.#length === 0) return undefined
    const item = this.#slots[this.#head]
    // The slot must let go of the item, or it would live until it is overwritten.
    this.#slots[this.#head] = undefined
    this.#head = (this.#head + 1) & this.#mask
    if (--this.#length === 0 && this.#mask >= KEPT_WHEN_EMPTY) this.clear()
    return item
  }

  clear(): void {
    this.#slots = Array.from({ length: SMALLEST })
    this.#mask = SMALLEST - 1
    this.#head = 0
    this.#length = 0
  }

  #grow(): void {
    const slots = this.#slots
    const grown: (T | undefined)[] = slots.slice(this.#head).concat(slots.slice(0, this.#head))
    const size = slots.length * 2
    grown.length = size
    this.#slots = grown
    this.#mask = size - 1
    this.#head = 0
  }
}
