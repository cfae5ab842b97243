import { EVERYONE } from '../queue/message.ts'

const unknown = 0
/** Several attempts disagree: a message that shares its identity says nothing. */
const unclear = 1
const firstName = 2
/** No more names than fit; who comes beyond them is not watched. */
const mostNames = 65_000
/** Sequence numbers that a table has room for at first; it doubles, and what leaves a larger gap is not watched. */
const fewSlots = 1_024
const nothing = new Uint16Array(0)

interface Watched {
  readonly producer: string
  readonly sequence: number
  readonly recipient?: unknown
}

/** Whom each message was sent to, in two bytes for each: a queue must give it out as it was put in. */
export class SentTo {
  readonly #names: string[] = []
  readonly #numbers = new Map<string, number>()
  readonly #tables = new Map<string, Uint16Array>()
  // What the last message had: the next one often has it in common, and comparing is cheaper than looking up.
  #producer: string | null = null
  #table: Uint16Array = nothing
  #recipient: string | null = null
  #number = 0

  note({ producer, sequence, recipient }: Watched): void {
    // What is for everyone may come out for each of them.
    if (typeof recipient !== 'string' || recipient === EVERYONE) return
    if (recipient !== this.#recipient) this.#turnToRecipient(recipient)
    const table = this.#tableOf(producer)
    const room = sequence < table.length ? table : this.#roomFor(producer, sequence, table)
    const before = room[sequence]
    if (before === undefined) return
    room[sequence] = before === unknown || before === this.#number ? this.#number : unclear
  }

  /** Whether it comes out for somebody else than it was sent to; false where that cannot be told. */
  isMisrouted({ producer, sequence, recipient }: Watched): boolean {
    const known = this.#tableOf(producer)[sequence] ?? unknown
    return known > unclear && typeof recipient === 'string' && this.#names[known - firstName] !== recipient
  }

  #tableOf(producer: string): Uint16Array {
    if (producer === this.#producer) return this.#table
    this.#producer = producer
    return (this.#table = this.#tables.get(producer) ?? nothing)
  }

  #roomFor(producer: string, sequence: number, table: Uint16Array): Uint16Array {
    const length = Math.max(fewSlots, 2 * table.length)
    if (!(sequence >= 0 && sequence < length)) return table
    const larger = new Uint16Array(length)
    larger.set(table)
    this.#tables.set(producer, larger)
    return (this.#table = larger)
  }

  #turnToRecipient(recipient: string): void {
    let number = this.#numbers.get(recipient)
    if (number === undefined) {
      const hasRoom = this.#names.length < mostNames
      number = hasRoom ? this.#names.push(recipient) - 1 + firstName : unclear
      if (hasRoom) this.#numbers.set(recipient, number)
    }
    this.#recipient = recipient
    this.#number = number
  }
}
