/** Of the messages of one producer: the first and the last sequence number that were delivered to each inbox. */
export class DeliveryBounds {
  declare private readonly _first: Float64Array
  declare private readonly _last: Float64Array
  /** Inboxes with bounds, to forget them without looking at all of them. */
  private _known: number[] = []

  constructor(inboxes: number) {
    this._first = new Float64Array(inboxes).fill(Infinity)
    this._last = new Float64Array(inboxes).fill(-1)
  }

  add(inbox: number, sequence: number): void {
    if (this._last[inbox]! < 0) this._known.push(inbox)
    if (sequence < this._first[inbox]!) this._first[inbox] = sequence
    if (sequence > this._last[inbox]!) this._last[inbox] = sequence
  }

  /** Where a message stands that was not delivered. */
  placeOf(inbox: number, sequence: number): 'prefix' | 'middle' | 'postfix' {
    if (sequence > this._last[inbox]!) return 'postfix'
    return sequence < this._first[inbox]! ? 'prefix' : 'middle'
  }

  forget(): void {
    for (const inbox of this._known) {
      this._first[inbox] = Infinity
      this._last[inbox] = -1
    }
    this._known = []
  }
}
