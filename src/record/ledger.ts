import { entryBits, type EntryBit } from './entry-bits.ts'
import type { LedgerEntry, LedgerMessage } from './ledger-entry.ts'
import { ProducerPages, unaccountable } from './producer-pages.ts'
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
  readonly #producers = new Map<string, ProducerPages>()
  readonly #inboxes = new Map<string, Inbox>()
  /** Where anything was delivered, in the order of the first time. */
  readonly #receivers: Inbox[] = []
  // What the last event was about: the next one often has it in common, and comparing is cheaper than looking up.
  #inboxName: string | null = null
  #inbox: Inbox | null = null
  #producerName: string | null = null
  #producer: ProducerPages | null = null

  /** Before the queue can have seen the message. */
  enqueueInvoked(message: LedgerMessage, addressees: readonly string[]): void {
    for (const inbox of addressees) {
      const before = this.#mark(message, inbox, entryBits.attempted)
      // What was refused may be sent again.
      if ((before & (entryBits.attempted | entryBits.refused)) === entryBits.attempted) this.reused++
    }
  }

  /** The queue took the message. */
  enqueueOk(message: LedgerMessage, addressees: readonly string[]): void {
    for (const inbox of addressees) this.#mark(message, inbox, entryBits.accepted)
  }

  /** The queue certainly did not take the message. */
  enqueueFailed(message: LedgerMessage, addressees: readonly string[]): void {
    for (const inbox of addressees) this.#mark(message, inbox, entryBits.refused)
  }

  /** The queue gave up on this delivery. */
  deadLettered(message: LedgerMessage, inbox: string): void {
    this.#mark(message, inbox, entryBits.deadLettered)
  }

  /** The message took effect in `inbox`, this once. */
  delivered(message: LedgerMessage, inbox: string): void {
    this.#mark(message, inbox, entryBits.oneDelivery)
    const receiver = this.#inbox!
    if (receiver.deliveries++ === 0) this.#receivers.push(receiver)
  }

  /** Copies included, and what cannot be accounted for. */
  get deliveriesByInbox(): Map<string, number> {
    return new Map(this.#receivers.map(({ name, deliveries }) => [name, deliveries]))
  }

  /** Whether the message was sent to anybody. */
  wasAttempted({ producer, sequence }: LedgerMessage): boolean {
    return this.#producers.get(producer)?.wasAttempted(sequence) ?? false
  }

  /**
   * Calls `visit` for every message and inbox that anything is known of, but for those that went as they should: sent,
   * accepted, delivered once, and no more. Returns how many these are.
   */
  sweep(visit: (entry: LedgerEntry) => void): number {
    return sweepLedger(this.#producers.values(), [...this.#inboxes.keys()], visit)
  }

  /** Calls `visit` for every message and inbox that anything is known of; `entry` as in `entryBits`. */
  forEach(visit: (producer: string, sequence: number, inbox: string, entry: number) => void): void {
    const inboxes = [...this.#inboxes.keys()]
    for (const producer of this.#producers.values()) {
      producer.forEach((page, begin) =>
        page.forEach((slot, inbox, entry) => visit(producer.name, begin + slot, inboxes[inbox]!, entry)),
      )
    }
  }

  /** Leaves `inbox` in `#inbox`. Returns the entry before. */
  #mark(message: LedgerMessage, inbox: string, bit: EntryBit): number {
    if (this.#inboxName !== inbox) this.#turnToInbox(inbox)
    if (this.#producerName !== message.producer) this.#turnToProducer(message.producer)
    const before = this.#producer!.mark(message.sequence, this.#inbox!.index, bit)
    if (before === unaccountable) this.unaccountable++
    return before
  }

  #turnToInbox(name: string): void {
    let inbox = this.#inboxes.get(name)
    if (!inbox) this.#inboxes.set(name, (inbox = { name, index: this.#inboxes.size, deliveries: 0 }))
    this.#inboxName = name
    this.#inbox = inbox
  }

  #turnToProducer(name: string): void {
    let producer = this.#producers.get(name)
    if (!producer) this.#producers.set(name, (producer = new ProducerPages(name)))
    this.#producerName = name
    this.#producer = producer
  }
}
