/** Of the messages of one producer: the first and the last sequence number that were delivered to each inbox. */
export class DeliveryBounds {
  readonly #first: Float64Array
  readonly #last: Float64Array
  /** Inboxes with bounds, to forget them without looking at all of them. */
  #known: number[] = []

  constructor(inboxes: number) {
    this.#first = new Float64Array(inboxes).fill(Infinity)
    this.#last = new Float64Array(inboxes).fill(-1)
  }

  add(inbox: number, sequence: number): void {
    if (this.#last[inbox]! < 0) this.#known.push(inbox)
    if (sequence < this.#first[inbox]!) this.#first[inbox] = sequence
    if (sequence > this.#last[inbox]!) this.#last[inbox] = sequence
  }

  /** Where a message stands that was not delivered. */
  placeOf(inbox: number, sequence: number): 'prefix' | 'middle' | 'postfix' {
    if (sequence > this.#last[inbox]!) return 'postfix'
    return sequence < this.#first[inbox]! ? 'prefix' : 'middle'
  }

  forget(): void {
    for (const inbox of this.#known) {
      this.#first[inbox] = Infinity
      this.#last[inbox] = -1
    }
    this.#known = []
  }
}
