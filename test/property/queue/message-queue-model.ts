import type { Message } from '../../../src/queue/message.ts'

interface Entry {
  message: Message
  arrival: number
  deliveries: number
  /** When its lease ends, or its delay; null while it can be taken. */
  until: number | null
  leased: boolean
}

/** What `InMemoryMessageQueue` should do, written as simply as possible: one array, sorted for each look. */
export class MessageQueueModel {
  entries: Entry[] = []
  dead: string[] = []
  #arrivals = 0
  readonly #capacity: number
  readonly #leaseMs: number
  readonly #maxDeliveries: number
  constructor(capacity: number, leaseMs: number, maxDeliveries: number) {
    this.#capacity = capacity
    this.#leaseMs = leaseMs
    this.#maxDeliveries = maxDeliveries
  }

  get size(): number {
    return this.entries.filter(({ leased }) => !leased).length
  }

  offer(message: Message): boolean {
    if (this.size >= this.#capacity) return false
    this.entries.push({ message, arrival: this.#arrivals++, deliveries: 0, until: null, leased: false })
    return true
  }

  take(now: number): Entry | null {
    const ready = this.entries.filter(({ leased, until }) => !leased && until === null)
    ready.sort((a, b) => b.message.priority - a.message.priority || a.arrival - b.arrival)
    const entry = ready[0]
    if (!entry) return null
    Object.assign(entry, { leased: true, until: now + this.#leaseMs, deliveries: entry.deliveries + 1 })
    return entry
  }

  ack(entry: Entry): void {
    this.entries = this.entries.filter((other) => other !== entry)
  }

  fail(entry: Entry, until: number | null): void {
    if (entry.deliveries >= this.#maxDeliveries) {
      this.dead.push(entry.message.id)
      this.ack(entry)
    } else Object.assign(entry, { leased: false, until })
  }

  advance(now: number): void {
    for (const entry of [...this.entries].sort(
      (a, b) => (a.until ?? 0) - (b.until ?? 0) || a.arrival - b.arrival,
    )) {
      if (entry.until === null || entry.until > now) continue
      if (entry.leased) this.fail(entry, null)
      else entry.until = null
    }
  }
}
