import { EVERYONE } from '../queue/message.ts'

/** One that several attempts disagree about: a message that shares its identity says nothing. */
const unclear = 0
/** No more names than fit; what comes beyond them is not watched. */
const mostNames = 65_535
/** Sequence numbers that a table has room for at first; it doubles, and what leaves a larger gap is not watched. */
const fewSlots = 1_024

interface Watched {
  readonly producer: string
  readonly sequence: number
  readonly recipient?: unknown
}

/** Whom each message was sent to, in two bytes for each: a queue must give it out as it was put in. */
export class SentTo {
  readonly #names: string[] = ['']
  readonly #numbers = new Map<string, number>()
  readonly #tables = new Map<string, Uint16Array>()

  note({ producer, sequence, recipient }: Watched): void {
    // What is for everyone may come out for each of them.
    if (typeof recipient !== 'string' || recipient === EVERYONE) return
    const name = this.#numberOf(recipient)
    const table = this.#tableFor(producer, sequence)
    if (name === null || table === null) return
    const before = table[sequence]!
    // Stored one higher: 0 is what nothing is known of, 1 what is not clear.
    table[sequence] = before === 0 || before === name + 1 ? name + 1 : unclear + 1
  }

  /** Whether it comes out for somebody else than it was sent to; false where that cannot be told. */
  isMisrouted({ producer, sequence, recipient }: Watched): boolean {
    const known = this.#tables.get(producer)?.[sequence] ?? 0
    if (known <= unclear + 1 || typeof recipient !== 'string') return false
    return this.#names[known - 1] !== recipient
  }

  #numberOf(recipient: string): number | null {
    const known = this.#numbers.get(recipient)
    if (known !== undefined) return known
    if (this.#names.length >= mostNames) return null
    this.#numbers.set(recipient, this.#names.length)
    return this.#names.push(recipient) - 1
  }

  #tableFor(producer: string, sequence: number): Uint16Array | null {
    const table = this.#tables.get(producer) ?? new Uint16Array(0)
    if ((sequence & 0x7fff_ffff) !== sequence) return null
    if (sequence < table.length) return table
    const length = Math.max(fewSlots, 2 * table.length)
    if (sequence >= length) return null
    const larger = new Uint16Array(length)
    larger.set(table)
    this.#tables.set(producer, larger)
    return larger
  }
}
