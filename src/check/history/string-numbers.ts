/**
 * Finds the number of a string: an open hash table in typed arrays. A Map of half a million ids takes up to three times as
 * long, most of all where an id comes as another string than the one it was first seen as, as it does out of a file.
 */
export class StringNumbers {
  /** By number; owned by whoever adds. */
  readonly #values: readonly unknown[]
  /** By slot: number + 1, 0 for a free one. */
  #numbers = new Int32Array(64)
  #hashes = new Int32Array(64)
  #size = 0

  constructor(values: readonly unknown[]) {
    this.#values = values
  }

  /** -1 where it was never added. */
  find(text: string): number {
    return this.#numbers[this.#slotOf(text, hashOf(text))]! - 1
  }

  /** The number of `text`. Where it is new that is `next`, and it has to stand there in the values from now on. */
  add(text: string, next: number): number {
    const hash = hashOf(text)
    const slot = this.#slotOf(text, hash)
    const number = this.#numbers[slot]! - 1
    if (number >= 0) return number
    this.#numbers[slot] = next + 1
    this.#hashes[slot] = hash
    if (2 * ++this.#size > this.#numbers.length) this.#grow()
    return next
  }

  /** Where it stands, or else where it would. */
  #slotOf(text: string, hash: number): number {
    const mask = this.#numbers.length - 1
    for (let slot = hash & mask; ; slot = (slot + 1) & mask) {
      const number = this.#numbers[slot]! - 1
      if (number < 0 || (this.#hashes[slot] === hash && this.#values[number] === text)) return slot
    }
  }

  #grow(): void {
    const [numbers, hashes] = [this.#numbers, this.#hashes]
    const mask = 2 * numbers.length - 1
    this.#numbers = new Int32Array(mask + 1)
    this.#hashes = new Int32Array(mask + 1)
    for (let old = 0; old < numbers.length; old++) {
      if (numbers[old] === 0) continue
      let slot = hashes[old]! & mask
      while (this.#numbers[slot] !== 0) slot = (slot + 1) & mask
      this.#numbers[slot] = numbers[old]!
      this.#hashes[slot] = hashes[old]!
    }
  }
}

/** FNV-1a, and a last mixing, since neighbouring ids should not be neighbours here. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193)
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d)
  return hash ^ (hash >>> 13)
}
