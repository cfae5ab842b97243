import { findPeriod } from './find-period.ts'
import { pageLength } from './ledger-lane.ts'

type Column = Uint8Array | Uint16Array | Uint32Array

/** Inboxes that take turns, written out so that a page can begin at any of them. Shared by all pages that follow it. */
interface Pattern {
  inboxes: Column
  period: number
}

/**
 * The first inbox of each message of a page. As long as it is always the same one, or the same ones take turns as in
 * the page before, it is foretold and takes no memory; otherwise the page has a column of its own.
 */
export class FirstInboxes {
  /** Beyond the end of the column it is this one. */
  declare private readonly _expected: number
  declare private readonly _pattern: Pattern | null
  declare private readonly _phase: number
  declare private _column: Column | null
  private _ownsColumn = false

  constructor(expected: number, pattern: Pattern | null = null, phase = 0) {
    this._expected = expected
    this._pattern = pattern
    this._phase = phase
    this._column = pattern && pattern.inboxes.subarray(phase, phase + pageLength)
  }

  /** What to expect of the page after this one, which begins with `inbox`. */
  foretellNext(inbox: number): FirstInboxes {
    if (this._column && this._ownsColumn) {
      const period = findPeriod(this._column)
      // A page in which hardly anything was repeated foretells nothing.
      if (period > pageLength / 4) return new FirstInboxes(inbox)
      const inboxes = columnFor(this._column, pageLength + period)
      for (let index = 0; index < inboxes.length; index++) inboxes[index] = this._column[index % period]!
      return new FirstInboxes(inbox, { inboxes, period }, pageLength % period)
    }
    if (!this._pattern) return new FirstInboxes(this._expected)
    return new FirstInboxes(inbox, this._pattern, (this._phase + pageLength) % this._pattern.period)
  }

  /** The same inbox for every message; -1 where that is not certain. */
  get only(): number {
    return this._column ? -1 : this._expected
  }

  /** Whether the first inbox of a message can be chosen without more memory. */
  get hasColumn(): boolean {
    return this._ownsColumn
  }

  at(slot: number): number {
    const column = this._column
    return column !== null && slot < column.length ? column[slot]! : this._expected
  }

  put(slot: number, inbox: number): void {
    const had = this._column
    let length = had?.length ?? 64
    while (length <= slot) length *= 2
    const largest = had ? numbersIn(had) : 0
    if (!had || !this._ownsColumn || length > had.length || inbox >= largest) {
      const highest = Math.max(inbox, this._expected, largest - 1)
      const column = columnFor({ BYTES_PER_ELEMENT: bytesFor(highest) }, length)
      for (let index = 0; index < length; index++) column[index] = this.at(index)
      this._column = column
      this._ownsColumn = true
    }
    this._column![slot] = inbox
  }
}

/** Compared, since this is asked for every message of a producer's first page, and a power takes longer than all the rest. */
function numbersIn({ BYTES_PER_ELEMENT: bytes }: Column): number {
  if (bytes === 1) return 2 ** 8
  return bytes === 2 ? 2 ** 16 : 2 ** 32
}

const bytesFor = (highest: number): number => (highest < 2 ** 8 ? 1 : highest < 2 ** 16 ? 2 : 4)

function columnFor({ BYTES_PER_ELEMENT: bytes }: { BYTES_PER_ELEMENT: number }, length: number): Column {
  if (bytes === 1) return new Uint8Array(length)
  return bytes === 2 ? new Uint16Array(length) : new Uint32Array(length)
}
