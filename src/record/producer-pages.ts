import type { EntryEvent } from './entry-bits.ts'
import { FirstInboxes } from './first-inboxes.ts'
import { pageLength } from './ledger-lane.ts'
import { LedgerPage } from './ledger-page.ts'

/** Sequence numbers are below this. */
const endOfSequence = 2 ** 28

/** How many messages of a producer room is made for at first. */
const fewSlots = 64

/** No entry: the sequence number cannot be accounted for. */
export const unaccountable = -1

/** What the ledger knows of the messages of one producer: pages, in order, where there is anything to know. */
export class ProducerPages {
  declare readonly name: string
  /** Its place among the producers of the ledger. */
  declare readonly index: number
  /** A gap in the sequence is a hole here. */
  private readonly _pages: (LedgerPage | undefined)[] = []
  /** That of the last event, and the sequence number that it begins with. */
  private _page: LedgerPage | null = null
  private _begin = 0

  constructor(name: string, index: number) {
    this.name = name
    this.index = index
  }

  /** Adds what happened. Returns the entry before, or `unaccountable`. */
  mark(sequence: number, inbox: number, event: EntryEvent): number {
    let slot = sequence - this._begin
    // No slot: another page, or no number that can be accounted for.
    if ((slot & (pageLength - 1)) !== slot || this._page === null) {
      if ((sequence & (endOfSequence - 1)) !== sequence) return unaccountable
      slot = sequence % pageLength
      this._begin = sequence - slot
      this._page = this._pages[this._begin / pageLength] ??= this._newPage(this._begin / pageLength, inbox)
    }
    return this._page.mark(slot, inbox, event)
  }

  wasAttempted(sequence: number): boolean {
    const page = this._pages[Math.floor(sequence / pageLength)]
    return page !== undefined && page.attempted()[sequence % pageLength] === 1
  }

  /** Calls `visit` for each page and the sequence number that it begins with, in order. */
  forEach(visit: (page: LedgerPage, begin: number) => void): void {
    this._pages.forEach((page, index) => page && visit(page, index * pageLength))
  }

  private _newPage(index: number, inbox: number): LedgerPage {
    const before = this._pages[index - 1]
    // A producer that filled a page will fill the next one; the others are to take as little as they can.
    return before
      ? new LedgerPage(before.inboxes.foretellNext(inbox), pageLength)
      : new LedgerPage(new FirstInboxes(inbox), fewSlots)
  }
}
