/** The most bytes one lane takes: sequence numbers beyond it cannot be accounted for. */
export const longestLane = 2 ** 28

/** What is known of the deliveries of one producer to one inbox: a byte for each sequence number. */
export class Lane {
  /** Index: sequence number. Beyond its end everything is 0. */
  bytes = new Uint8Array(16)

  get(sequence: number): number {
    return this.bytes[sequence] ?? 0
  }

  /** False when `sequence` cannot be accounted for. */
  set(sequence: number, value: number): boolean {
    if (!Number.isInteger(sequence) || sequence < 0 || sequence >= longestLane) return false
    if (sequence >= this.bytes.length) this.#grow(sequence + 1)
    this.bytes[sequence] = value
    return true
  }

  #grow(atLeast: number): void {
    let length = this.bytes.length
    while (length < atLeast) length *= 2
    const grown = new Uint8Array(length)
    grown.set(this.bytes)
    this.bytes = grown
  }
}
