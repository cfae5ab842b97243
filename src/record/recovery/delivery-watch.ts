import type { Ledger } from '../ledger.ts'

/** An inbox that has messages waiting, and gets none. */
export interface StuckInbox {
  readonly inbox: string
  /** Messages that waited for it half of the time or longer. */
  readonly waiting: number
}

/**
 * Tells which inboxes had messages waiting in the middle of a stretch of time, and none delivered from its first quarter on:
 * what was under way at its beginning may come of itself, and nothing after it.
 */
export class DeliveryWatch {
  declare private readonly _ledger: Ledger
  private _atBegin: ReadonlyMap<string, number> = new Map()
  private _atQuarter: ReadonlyMap<string, number> = new Map()
  private _owed: StuckInbox[] = []

  constructor(ledger: Ledger) {
    this._ledger = ledger
  }

  begin(): void {
    this._atBegin = this._ledger.deliveriesByInbox
  }

  quarter(): void {
    this._atQuarter = this._ledger.deliveriesByInbox
  }

  /** Looks at what waits only where there is a silent inbox: that takes time, which the load has not to spare. */
  middle(): void {
    const now = this._ledger.deliveriesByInbox
    if (this._ledger.inboxes.every((inbox) => !this._isSilent(inbox, now))) return
    const waiting = new Map<string, number>()
    this._ledger.sweep(({ inbox, accepted, deliveries, deadLettered }) => {
      if (accepted && deliveries === 0 && !deadLettered) waiting.set(inbox, (waiting.get(inbox) ?? 0) + 1)
    })
    this._owed = [...waiting]
      .filter(([inbox]) => this._isSilent(inbox, now))
      .map(([inbox, count]) => ({ inbox, waiting: count }))
  }

  end(): { stuck: StuckInbox[]; delivered: number } {
    const now = this._ledger.deliveriesByInbox
    const sum = (counts: ReadonlyMap<string, number>): number =>
      [...counts.values()].reduce((a, b) => a + b, 0)
    return {
      stuck: this._owed.filter(({ inbox }) => this._isSilent(inbox, now)),
      delivered: sum(now) - sum(this._atBegin),
    }
  }

  private _isSilent(inbox: string, now: ReadonlyMap<string, number>): boolean {
    return (now.get(inbox) ?? 0) === (this._atQuarter.get(inbox) ?? 0)
  }
}
