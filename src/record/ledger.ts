import { entryBits, taken, type EntryEvent } from './entry-bits.ts'
import type { LedgerEntry, LedgerMessage } from './ledger-entry.ts'
import { ProducerPages, unaccountable } from './producer-pages.ts'
import { recentSlot, recentSlots } from './recent-slot.ts'
import { sweepLedger } from './sweep-ledger.ts'

interface Inbox {
  name: string
  index: number
  deliveries: number
}

/**
 * Accounts for every delivery, exactly, while the run goes on: half a byte for each message and further addressee, as
 * long as a producer sends to one inbox, to the same ones in turn, or to all. It records and does not judge, and can be
 * read at any time.
 */
export class Ledger {
  /** Messages that share their identity with another one that was sent: what happened to which cannot be told. */
  reused = 0
  /** Events whose sequence number cannot be accounted for (negative, fractional, 2^28 or above). */
  unaccountable = 0
  private readonly _producers = new Map<string, ProducerPages>()
  private readonly _inboxes = new Map<string, Inbox>()
  /** Where anything was delivered, in the order of the first time. */
  private readonly _receivers: Inbox[] = []
  /** Of the last event. */
  private _inbox: Inbox | null = null
  /** Of the last event: the next one often has it in common, and comparing is cheaper than looking up. */
  private _producer: ProducerPages | null = null
  /** Inboxes met lately, by their slots. */
  private readonly _recent: (Inbox | undefined)[] = Array.from({ length: recentSlots })

  /** Before the queue can have seen the message. */
  enqueueInvoked(message: LedgerMessage, addressees: readonly string[]): void {
    // By index here and below: most messages have one addressee, and beginning to iterate costs more than what is done for it.
    for (let i = 0; i < addressees.length; i++) this.sent(message, addressees[i]!)
  }

  /** `enqueueInvoked` for one of the addressees. */
  sent(message: LedgerMessage, inbox: string): void {
    this._send(message, inbox, entryBits.attempted)
  }

  /** `sent`, and the queue took it. */
  taken(message: LedgerMessage, inbox: string): void {
    this._send(message, inbox, taken)
  }

  /** The queue took the message. */
  enqueueOk(message: LedgerMessage, addressees: readonly string[]): void {
    for (let i = 0; i < addressees.length; i++) this._mark(message, addressees[i]!, entryBits.accepted)
  }

  /** The queue certainly did not take the message. */
  enqueueFailed(message: LedgerMessage, addressees: readonly string[]): void {
    for (let i = 0; i < addressees.length; i++) this._mark(message, addressees[i]!, entryBits.refused)
  }

  /** The queue gave up on this delivery. */
  deadLettered(message: LedgerMessage, inbox: string): void {
    this._mark(message, inbox, entryBits.deadLettered)
  }

  /** The message took effect in `inbox`, this once. */
  delivered(message: LedgerMessage, inbox: string): void {
    this._mark(message, inbox, entryBits.oneDelivery)
    const receiver = this._inbox!
    if (receiver.deliveries++ === 0) this._receivers.push(receiver)
  }

  /** The place of the last event's producer among all of them, in the order of the first time. Without an event it throws. */
  get latestProducer(): number {
    return this._producer!.index
  }

  /** The place of the last event's inbox in `inboxes`. Without an event it throws. */
  get latestInbox(): number {
    return this._inbox!.index
  }

  /** Copies included, and what cannot be accounted for. */
  get deliveriesByInbox(): Map<string, number> {
    return new Map(this._receivers.map(({ name, deliveries }) => [name, deliveries]))
  }

  /** Each that anything was sent or delivered to, in the order of the first time. */
  get inboxes(): string[] {
    return [...this._inboxes.keys()]
  }

  /** Whether the message was sent to anybody. */
  wasAttempted({ producer, sequence }: LedgerMessage): boolean {
    return this._producers.get(producer)?.wasAttempted(sequence) ?? false
  }

  /**
   * Calls `visit` for every message and inbox that anything is known of, but for those that went as they should: sent,
   * accepted, delivered once, and no more. Returns how many these are.
   */
  sweep(visit: (entry: LedgerEntry) => void): number {
    return sweepLedger(this._producers.values(), [...this._inboxes.keys()], visit)
  }

  /** Calls `visit` for every message and inbox that anything is known of; `entry` as in `entryBits`. */
  forEach(visit: (producer: string, sequence: number, inbox: string, entry: number) => void): void {
    const inboxes = [...this._inboxes.keys()]
    for (const producer of this._producers.values()) {
      producer.forEach((page, begin) =>
        page.forEach((slot, inbox, entry) => visit(producer.name, begin + slot, inboxes[inbox]!, entry)),
      )
    }
  }

  private _send(message: LedgerMessage, inbox: string, event: EntryEvent): void {
    const before = this._mark(message, inbox, event)
    // What was refused may be sent again.
    if ((before & (entryBits.attempted | entryBits.refused)) === entryBits.attempted) this.reused++
  }

  /** Leaves `inbox` in `_inbox`, and the producer in `_producer`. Returns the entry before. */
  private _mark(message: LedgerMessage, inbox: string, event: EntryEvent): number {
    const at = recentSlot(inbox)
    const known = this._recent[at]
    const place = known !== undefined && known.name === inbox ? known : this._lookUpInbox(inbox, at)
    this._inbox = place
    const { producer } = message
    if (this._producer === null || this._producer.name !== producer) this._turnToProducer(producer)
    const before = this._producer!.mark(message.sequence, place.index, event)
    if (before === unaccountable) this.unaccountable++
    return before
  }

  private _lookUpInbox(name: string, at: number): Inbox {
    let inbox = this._inboxes.get(name)
    if (!inbox) this._inboxes.set(name, (inbox = { name, index: this._inboxes.size, deliveries: 0 }))
    return (this._recent[at] = inbox)
  }

  private _turnToProducer(name: string): void {
    let producer = this._producers.get(name)
    if (!producer) this._producers.set(name, (producer = new ProducerPages(name, this._producers.size)))
    this._producer = producer
  }
}
