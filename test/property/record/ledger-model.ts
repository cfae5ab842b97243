import type { LedgerMessage } from '../../../src/record/ledger-entry.ts'

interface Known extends LedgerMessage {
  inbox: string
  attempted: boolean
  accepted: boolean
  refused: boolean
  deadLettered: boolean
  deliveries: number
}

const fresh = { attempted: false, accepted: false, refused: false, deadLettered: false, deliveries: 0 }

/** The ledger as one would write it without a thought for memory: an object of each message and inbox. */
export class LedgerModel {
  reused = 0
  readonly #known = new Map<string, Known>()

  enqueueInvoked(message: LedgerMessage, addressees: readonly string[]): void {
    for (const inbox of addressees) {
      const known = this.#of(message, inbox)
      if (known.attempted && !known.refused) this.reused++
      known.attempted = true
      known.refused = false
    }
  }

  taken(message: LedgerMessage, inbox: string): void {
    this.enqueueInvoked(message, [inbox])
    this.enqueueOk(message, [inbox])
  }

  enqueueOk(message: LedgerMessage, addressees: readonly string[]): void {
    for (const inbox of addressees) this.#of(message, inbox).accepted = true
  }

  enqueueFailed(message: LedgerMessage, addressees: readonly string[]): void {
    for (const inbox of addressees) this.#of(message, inbox).refused = true
  }

  delivered(message: LedgerMessage, inbox: string): void {
    this.#of(message, inbox).deliveries++
  }

  deadLettered(message: LedgerMessage, inbox: string): void {
    this.#of(message, inbox).deadLettered = true
  }

  /** As a sweep of the ledger has them, as lines of text, in no order: those that did not go as they should. */
  entries(): string[] {
    const sent = new Set<string>()
    const bounds = new Map<string, [first: number, last: number]>()
    for (const { producer, sequence, inbox, attempted, deliveries } of this.#known.values()) {
      if (attempted) sent.add(`${producer} ${sequence}`)
      const stream = `${producer} ${inbox}`
      const [first, last] = bounds.get(stream) ?? [Infinity, -1]
      if (deliveries > 0) bounds.set(stream, [Math.min(first, sequence), Math.max(last, sequence)])
    }
    return [...this.#known.values()]
      .filter((known) => !isPlain(known))
      .map((known) => {
        const { producer, sequence, inbox, deliveries } = known
        const [first, last] = bounds.get(`${producer} ${inbox}`) ?? [Infinity, -1]
        const place = sequence > last ? 'postfix' : sequence < first ? 'prefix' : 'middle'
        return lineOf({
          ...known,
          sent: sent.has(`${producer} ${sequence}`),
          place: deliveries > 0 ? null : place,
        })
      })
  }

  plain(): number {
    return [...this.#known.values()].filter(isPlain).length
  }

  #of(message: LedgerMessage, inbox: string): Known {
    const key = `${message.producer} ${message.sequence} ${inbox}`
    let known = this.#known.get(key)
    if (!known) this.#known.set(key, (known = { ...message, inbox, ...fresh }))
    return known
  }
}

/** The same text for the same fields, in whatever order they stand. */
export function lineOf(entry: object): string {
  return JSON.stringify(Object.entries(entry).sort(([a], [b]) => (a < b ? -1 : 1)))
}

function isPlain({ attempted, accepted, refused, deadLettered, deliveries }: Known): boolean {
  return attempted && accepted && !refused && !deadLettered && deliveries === 1
}
