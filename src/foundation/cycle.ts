// No `#length`, and what is assigned is declared: docs/decisions/008, 011.
/* oxlint-disable no-underscore-dangle */

/**
 * `index % length` of indices that mostly come in order: then it counts on. A division takes as long as all else that an
 * iteration does to know whose turn it is.
 */
export class Cycle {
  private _index = -1
  declare private _position: number
  declare private readonly _length: number

  /** `length`: 1 or more. */
  constructor(length: number) {
    this._length = length
    this._position = length - 1
  }

  /** `index`: a whole number, 0 or more. */
  at(index: number): number {
    const position = index === this._index + 1 ? this._position + 1 : index % this._length
    this._index = index
    return (this._position = position === this._length ? 0 : position)
  }
}
