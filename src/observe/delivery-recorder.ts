import type { Message } from '../queue/message.ts'
import type { DeliveryObserver } from '../queue/observation.ts'
import type { Books } from './books.ts'

/** Writes down what an object tells of its deliveries by itself: one operation for each message and addressee. */
export class DeliveryRecorder implements DeliveryObserver {
  readonly #books: Books
  /** The first operation of each enqueue under way, by producer and sequence; those of its addressees follow it. */
  readonly #underWay = new Map<string, Map<number, number>>()

  constructor(books: Books) {
    this.#books = books
  }

  enqueueInvoked(message: Message, addressees: readonly string[]): void {
    const { ledger, log } = this.#books
    ledger.enqueueInvoked(message, addressees)
    if (log === null || addressees.length === 0) return
    const operations = addressees.map((inbox) => log.begin('enqueue', message, inbox))
    // The log is full for all that follow, too: the rest of a message would be of no use.
    this.#sequencesOf(message.producer).set(message.sequence, operations.includes(-1) ? -1 : operations[0]!)
  }

  enqueueOk(message: Message, addressees: readonly string[]): void {
    this.#books.ledger.enqueueOk(message, addressees)
    this.#end(message, addressees, 'ok')
  }

  enqueueFailed(message: Message, addressees: readonly string[]): void {
    this.#books.ledger.enqueueFailed(message, addressees)
    this.#end(message, addressees, 'fail')
  }

  delivered(message: Message, inbox: string): void {
    this.#books.ledger.delivered(message, inbox)
    this.#books.log?.instant('dequeue', message, inbox)
  }

  deadLettered(message: Message, inbox: string): void {
    this.#books.ledger.deadLettered(message, inbox)
    this.#books.log?.instant('deadLetter', message, inbox)
  }

  #end({ producer, sequence }: Message, addressees: readonly string[], outcome: 'ok' | 'fail'): void {
    const { log } = this.#books
    if (log === null) return
    const sequences = this.#sequencesOf(producer)
    const first = sequences.get(sequence)
    if (first === undefined || first < 0) return
    sequences.delete(sequence)
    for (let i = 0; i < addressees.length; i++) log[outcome](first + i)
  }

  #sequencesOf(producer: string): Map<number, number> {
    let sequences = this.#underWay.get(producer)
    if (sequences === undefined) this.#underWay.set(producer, (sequences = new Map()))
    return sequences
  }
}
