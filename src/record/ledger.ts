import { Lane } from './lane.ts'

/** What a byte of the ledger says of one message and one inbox. Deliveries are counted in the high four bits. */
export const entryBits = { attempted: 1, accepted: 2, refused: 4, deadLettered: 8, oneDelivery: 16 } as const
const mostDeliveries = 15

/** The identity of a message. */
export interface LedgerMessage {
  readonly producer: string
  readonly sequence: number
}

/** One message and one inbox, as the ledger knows them at the end. */
export interface LedgerEntry extends LedgerMessage {
  inbox: string
  attempted: boolean
  accepted: boolean
  refused: boolean
  deadLettered: boolean
  deliveries: number
}

/**
 * Accounts for every delivery, exactly, while the run goes on: one byte for each producer, inbox and sequence number.
 * It records and does not judge.
 */
export class Ledger {
  /** Messages that share their identity with another one that was sent: what happened to which cannot be told. */
  reused = 0
  /** Messages whose sequence number cannot be accounted for (negative, fractional, above 2^28). */
  unaccountable = 0
  readonly deliveriesByInbox = new Map<string, number>()
  /** Lanes by producer, then by inbox. */
  readonly #lanes = new Map<string, Map<string, Lane>>()
  /** Exact counts of the few entries with more deliveries than four bits hold. */
  readonly #manyDeliveries = new Map<string, number>()

  /** Before the queue can have seen the message. */
  enqueueInvoked(message: LedgerMessage, addressees: readonly string[]): void {
    for (const inbox of addressees) {
      const before = this.#lane(message.producer, inbox).get(message.sequence)
      // What was refused may be sent again, and is then as if it had not been.
      if ((before & entryBits.attempted) !== 0 && (before & entryBits.refused) === 0) this.reused++
      this.#put(message, inbox, (before & ~entryBits.refused) | entryBits.attempted)
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
    this.deliveriesByInbox.set(inbox, (this.deliveriesByInbox.get(inbox) ?? 0) + 1)
    const lane = this.#lane(message.producer, inbox)
    const entry = lane.get(message.sequence)
    if (entry >> 4 === mostDeliveries) {
      const key = keyOf(message, inbox)
      this.#manyDeliveries.set(key, (this.#manyDeliveries.get(key) ?? mostDeliveries) + 1)
    } else if (!lane.set(message.sequence, entry + entryBits.oneDelivery)) this.unaccountable++
  }

  /** Every message and inbox that anything is known of. */
  *entries(): Generator<LedgerEntry> {
    for (const [producer, inboxes] of this.#lanes) {
      for (const [inbox, lane] of inboxes) {
        for (let sequence = 0; sequence < lane.bytes.length; sequence++) {
          const bits = lane.bytes[sequence]!
          if (bits !== 0) yield this.#entry({ producer, sequence }, inbox, bits)
        }
      }
    }
  }

  /** Whether the message was sent to anybody. */
  wasAttempted({ producer, sequence }: LedgerMessage): boolean {
    const inboxes = this.#lanes.get(producer)
    return (
      inboxes !== undefined &&
      [...inboxes.values()].some((lane) => (lane.get(sequence) & entryBits.attempted) !== 0)
    )
  }

  #entry(message: LedgerMessage, inbox: string, bits: number): LedgerEntry {
    const counted = bits >> 4
    return {
      ...message,
      inbox,
      attempted: (bits & entryBits.attempted) !== 0,
      accepted: (bits & entryBits.accepted) !== 0,
      refused: (bits & entryBits.refused) !== 0,
      deadLettered: (bits & entryBits.deadLettered) !== 0,
      deliveries:
        counted < mostDeliveries ? counted : (this.#manyDeliveries.get(keyOf(message, inbox)) ?? counted),
    }
  }

  #mark(message: LedgerMessage, inbox: string, bit: number): void {
    this.#put(message, inbox, this.#lane(message.producer, inbox).get(message.sequence) | bit)
  }

  #put({ producer, sequence }: LedgerMessage, inbox: string, entry: number): void {
    if (!this.#lane(producer, inbox).set(sequence, entry)) this.unaccountable++
  }

  #lane(producer: string, inbox: string): Lane {
    let inboxes = this.#lanes.get(producer)
    if (!inboxes) this.#lanes.set(producer, (inboxes = new Map()))
    let lane = inboxes.get(inbox)
    if (!lane) inboxes.set(inbox, (lane = new Lane()))
    return lane
  }
}

function keyOf({ producer, sequence }: LedgerMessage, inbox: string): string {
  return JSON.stringify([producer, sequence, inbox])
}
