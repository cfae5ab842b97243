/** Where each stands in the row of an operation: the first four among its numbers, the others among its names. */
export const rowPlaces = {
  invoked: 0,
  completed: 1,
  sequenceAt: 2,
  priorityAt: 3,
  producerAt: 0,
  keyAt: 1,
  inboxAt: 2,
  clientAt: 3,
} as const

/** A row has room for 2 to this power. */
export const rowBits = 2

const bytesOfNumbers = Float64Array.BYTES_PER_ELEMENT << rowBits
const bytesOfNames = Int32Array.BYTES_PER_ELEMENT << rowBits
const bytesOfOperation = bytesOfNumbers + bytesOfNames + 1

/**
 * Operations of a history, 49 bytes each: rows of numbers, not objects. The memory is of the kind that threads can share,
 * which none does: the garbage collector counts all other, and as a history grows would go through the heap of the system
 * under load again and again, to find nothing.
 */
export class HistoryBlock {
  declare readonly numbers: Float64Array
  declare readonly names: Int32Array
  /** What each is, and whether it ended; 0: it is none. */
  declare readonly states: Uint8Array

  constructor(length: number) {
    const buffer = new SharedArrayBuffer(bytesOfOperation * length)
    this.numbers = new Float64Array(buffer, 0, length << rowBits)
    this.names = new Int32Array(buffer, bytesOfNumbers * length, length << rowBits)
    this.states = new Uint8Array(buffer, (bytesOfNumbers + bytesOfNames) * length, length)
  }
}
