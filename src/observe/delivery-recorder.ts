import type { Message } from '../queue/message.ts'
import type { DeliveryObserver } from '../queue/observation.ts'
import type { HistoryLog } from '../record/history-log.ts'
import type { Books } from './books.ts'

/** Writes down what an object tells of its deliveries by itself: one operation for each message and addressee. */
export class DeliveryRecorder implements DeliveryObserver {
  readonly #books: Books
  /** The first operation of each enqueue under way, by producer and sequence; those of its addressees follow it. */
  readonly #underWay = new Map<string, Map<number, number>>()
  /** The enqueue that began last is not among them yet: most end before the next one begins. */
  #latest: Message | null = null
  #latestOperation = -1
  /** How many are in `#underWay`. */
  #aside = 0

  /** What the log calls the producers and inboxes of the ledger, by their places there; those that it was asked for. */
  readonly #producers: number[] = []
  readonly #inboxes: number[] = []

  constructor(books: Books) {
    this.#books = books
  }

  enqueueInvoked(message: Message, addressees: readonly string[]): void {
    const { ledger, log } = this.#books
    if (log === null) return ledger.enqueueInvoked(message, addressees)
    if (addressees.length === 0) return
    if (this.#latest !== null) this.#putAside(this.#latest)
    let first = -1
    let last = -1
    for (let i = 0; i < addressees.length; i++) {
      ledger.sent(message, addressees[i]!)
      const producer = this.#producerOf(log, message)
      last = log.beginAt('enqueue', message, producer, this.#inboxOf(log, addressees[i]!))
      if (i === 0) first = last
    }
    this.#latest = message
    // The log is full for all that follow, too: the rest of a message would be of no use.
    this.#latestOperation = last < 0 ? -1 : first
  }

  enqueueOk(message: Message, addressees: readonly string[]): void {
    this.#books.ledger.enqueueOk(message, addressees)
    this.#end(message, addressees, 'ok')
  }

  enqueued(message: Message, addressees: readonly string[]): void {
    const { ledger, log } = this.#books
    for (let i = 0; i < addressees.length; i++) {
      ledger.taken(message, addressees[i]!)
      if (log === null) continue
      log.instantAt('enqueue', message, this.#producerOf(log, message), this.#inboxOf(log, addressees[i]!))
    }
  }

  enqueueFailed(message: Message, addressees: readonly string[]): void {
    this.#books.ledger.enqueueFailed(message, addressees)
    this.#end(message, addressees, 'fail')
  }

  delivered(message: Message, inbox: string): void {
    const { ledger, log } = this.#books
    ledger.delivered(message, inbox)
    if (log === null) return
    log.instantAt('dequeue', message, this.#producerOf(log, message), this.#inboxOf(log, inbox))
  }

  deadLettered(message: Message, inbox: string): void {
    this.#books.ledger.deadLettered(message, inbox)
    this.#books.log?.instant('deadLetter', message, inbox)
  }

  /** The log's number for the producer of `message`, of which the ledger has just been told. */
  #producerOf(log: HistoryLog, message: Message): number {
    const place = this.#books.ledger.latestProducer
    return this.#producers[place] ?? (this.#producers[place] = log.numberOfProducer(message.producer))
  }

  /** The same for `inbox`. */
  #inboxOf(log: HistoryLog, inbox: string): number {
    const place = this.#books.ledger.latestInbox
    return this.#inboxes[place] ?? (this.#inboxes[place] = log.numberOfInbox(inbox))
  }

  #end(message: Message, addressees: readonly string[], outcome: 'ok' | 'fail'): void {
    const { log } = this.#books
    if (log === null) return
    const first = this.#forget(message)
    if (first < 0) return
    for (let i = 0; i < addressees.length; i++) {
      if (outcome === 'ok') log.ok(first + i)
      else log.fail(first + i)
    }
  }

  #putAside({ producer, sequence }: Message): void {
    const sequences = this.#sequencesOf(producer)
    // Sent again before it ended: only the later one is known to end.
    if (!sequences.has(sequence)) this.#aside++
    sequences.set(sequence, this.#latestOperation)
    this.#latest = null
  }

  /** The first operation of the enqueue of `message` that is under way; -1 where none is. */
  #forget(message: Message): number {
    if (this.#latest === message && this.#aside === 0) {
      this.#latest = null
      return this.#latestOperation
    }
    const { producer, sequence } = message
    if (this.#latest !== null) this.#putAside(this.#latest)
    const sequences = this.#sequencesOf(producer)
    const first = sequences.get(sequence)
    if (first === undefined) return -1
    sequences.delete(sequence)
    this.#aside--
    return first
  }

  #sequencesOf(producer: string): Map<number, number> {
    let sequences = this.#underWay.get(producer)
    if (sequences === undefined) this.#underWay.set(producer, (sequences = new Map()))
    return sequences
  }
}
