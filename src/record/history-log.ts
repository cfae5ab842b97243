import { Names } from './names.ts'

/** What the history keeps of a message. (`producer`, `sequence`) is its identity. */
export interface LoggedMessage {
  readonly producer: string
  readonly sequence: number
  readonly key?: string | undefined
  readonly priority?: number | undefined
}

/** `deadLetter`: the queue gave the message up; an operation of one instant. `claimed`: a delivery that the queue counts and
 * nobody saw, at some time before. */
export type LoggedKind = 'enqueue' | 'dequeue' | 'ack' | 'nack' | 'deadLetter' | 'claimed'

/** One operation as it was recorded; times in microseconds from the start of the log. */
export interface LoggedOperation {
  kind: LoggedKind
  /** `info`: it ended, with an unknown outcome. `open`: it never ended. */
  outcome: 'open' | 'ok' | 'fail' | 'info'
  invokeTime: number
  /** Infinity where the outcome is unknown. */
  completeTime: number
  /** null for a dequeue of which nobody knows what it brought. */
  message: LoggedMessage | null
  inbox: string | null
  /** The number of the dequeue that an ack or nack belongs to; its own for every other operation. */
  client: number
}

const kinds = ['dropped', 'enqueue', 'dequeue', 'ack', 'nack', 'deadLetter', 'claimed'] as const
const kindCodes = { enqueue: 1, dequeue: 2, ack: 3, nack: 4, deadLetter: 5, claimed: 6 } as const
const outcomes = ['open', 'ok', 'fail', 'info'] as const
const outcomeCodes = { open: 0, ok: 1, fail: 2, info: 3 } as const
const none = -1
/** What `begin` returns for an operation that found no room. Ending it does nothing. */
const notRecorded = -1
/** Breaks ties of the clock: events that one thread saw one after the other never share a time. In microseconds. */
const tick = 0.001

/** About 46 bytes an operation: columns of numbers, not objects. */
function makeColumns(length: number) {
  return {
    kind: new Uint8Array(length),
    outcome: new Uint8Array(length),
    invoked: new Float64Array(length),
    completed: new Float64Array(length),
    producer: new Int32Array(length).fill(none),
    sequence: new Float64Array(length),
    key: new Int32Array(length).fill(none),
    priority: new Float64Array(length).fill(NaN),
    inbox: new Int32Array(length).fill(none),
    client: new Int32Array(length),
  }
}

type Columns = ReturnType<typeof makeColumns>

/** The operations of a run, in the order in which they began. Bounded: what finds no room is counted, and not kept. */
export class HistoryLog {
  /** Operations for which there was no room. */
  missed = 0
  #columns: Columns
  #size = 0
  #dropped = 0
  /** Some operation began before others with a lower number. */
  #backdated = false
  #lastTime = 0
  readonly #startMs: number
  readonly #names = new Names()
  readonly #now: () => number
  readonly #maxOperations: number

  /** `now` in milliseconds of a monotonic clock. */
  constructor(now: () => number, maxOperations: number) {
    this.#now = now
    this.#startMs = now()
    this.#maxOperations = maxOperations
    this.#columns = makeColumns(Math.min(1024, maxOperations))
  }

  /** Operations recorded, without what was dropped. */
  get size(): number {
    return this.#size - this.#dropped
  }

  /** Begins an operation; returns its number. */
  begin(
    kind: LoggedKind,
    message: LoggedMessage | null,
    inbox: string | null,
    client: number = this.#size,
  ): number {
    if (this.#size === this.#maxOperations || this.missed > 0) {
      this.missed++
      return notRecorded
    }
    const operation = this.#size++
    if (operation === this.#columns.kind.length) this.#grow()
    const columns = this.#columns
    columns.kind[operation] = kindCodes[kind]
    columns.invoked[operation] = this.#time()
    columns.completed[operation] = Infinity
    columns.client[operation] = client
    columns.outcome[operation] = outcomeCodes.open
    columns.producer[operation] = none
    columns.key[operation] = none
    columns.priority[operation] = NaN
    columns.inbox[operation] = none
    if (inbox !== null) columns.inbox[operation] = this.#names.numberOf(inbox)
    if (message !== null) this.#write(operation, message)
    return operation
  }

  /** It certainly took effect. `message`: what a dequeue brought. */
  ok(operation: number, message: LoggedMessage | null = null): void {
    if (!this.#ends(operation)) return
    if (message !== null) this.#write(operation, message)
    this.#columns.outcome[operation] = outcomeCodes.ok
    this.#columns.completed[operation] = this.#time()
  }

  /** It certainly had no effect. */
  fail(operation: number): void {
    if (!this.#ends(operation)) return
    this.#columns.outcome[operation] = outcomeCodes.fail
    this.#columns.completed[operation] = this.#time()
  }

  /** It is over, and nobody knows whether it took effect. */
  unknown(operation: number): void {
    if (this.#ends(operation)) this.#columns.outcome[operation] = outcomeCodes.info
  }

  /** It was none: the call came to nothing, and cannot have changed anything. */
  drop(operation: number): void {
    if (operation === notRecorded) return
    // The last one gives its room back.
    if (operation === this.#size - 1) this.#size--
    else {
      this.#columns.kind[operation] = 0
      this.#dropped++
    }
  }

  /** Something that happened in one instant. */
  instant(kind: LoggedKind, message: LoggedMessage, inbox: string | null): void {
    const operation = this.begin(kind, message, inbox)
    if (operation === notRecorded) return
    this.#columns.outcome[operation] = outcomeCodes.ok
    this.#columns.completed[operation] = this.#columns.invoked[operation]!
  }

  /** It began when `other` did. */
  backdate(operation: number, other: number): void {
    if (operation === notRecorded) return
    this.#backdated = true
    this.#columns.invoked[operation] = this.#columns.invoked[other]!
  }

  /** The queue counts a delivery that nobody saw: it began before this log did, for all that is known. */
  claimed(message: LoggedMessage, inbox: string): void {
    const operation = this.begin('claimed', message, inbox)
    this.ok(operation)
    if (operation === notRecorded) return
    this.#backdated = true
    this.#columns.invoked[operation] = 0
  }

  /** What an ack or nack proves: `dequeue`, which began before this log did, had brought its message. */
  precede(settled: number, dequeue: number, message: LoggedMessage): void {
    if (settled === notRecorded || !this.#ends(dequeue)) return
    this.#backdated = true
    this.#write(dequeue, message)
    this.#columns.outcome[dequeue] = outcomeCodes.ok
    this.#columns.invoked[dequeue] = 0
    this.#columns.completed[dequeue] = this.#columns.invoked[settled]!
    this.#columns.client[settled] = dequeue
  }

  /** A copy, without what was dropped, in the order in which they began. */
  operations(): LoggedOperation[] {
    const { kind, outcome, invoked, completed, inbox, client } = this.#columns
    const result: LoggedOperation[] = []
    for (let i = 0; i < this.#size; i++) {
      if (kind[i] === 0) continue
      result.push({
        kind: kinds[kind[i]!] as LoggedKind,
        outcome: outcomes[outcome[i]!]!,
        invokeTime: invoked[i]!,
        completeTime: completed[i]!,
        message: this.#read(i),
        inbox: this.#names.nameOf(inbox[i]!) ?? null,
        client: client[i]!,
      })
    }
    return this.#backdated ? result.sort((a, b) => a.invokeTime - b.invokeTime) : result
  }

  /**
   * Once an operation was missed, none ends: a consumer that waited before would be seen to get what nobody was seen to
   * send. What was recorded until then is the whole truth about that time.
   */
  #ends(operation: number): boolean {
    return operation !== notRecorded && this.missed === 0
  }

  #write(operation: number, { producer, sequence, key, priority }: LoggedMessage): void {
    const columns = this.#columns
    columns.producer[operation] = this.#names.numberOf(producer)
    columns.sequence[operation] = sequence
    if (key !== undefined) columns.key[operation] = this.#names.numberOf(key)
    if (priority !== undefined) columns.priority[operation] = priority
  }

  #read(operation: number): LoggedMessage | null {
    const { producer, sequence, key, priority } = this.#columns
    const name = this.#names.nameOf(producer[operation]!)
    if (name === undefined) return null
    const level = priority[operation]!
    return {
      producer: name,
      sequence: sequence[operation]!,
      key: this.#names.nameOf(key[operation]!),
      priority: Number.isNaN(level) ? undefined : level,
    }
  }

  #time(): number {
    const now = Math.floor((this.#now() - this.#startMs) * 1000)
    // Rounded: the sum of many ticks would show their error in every proof.
    const next = Math.round((this.#lastTime + tick) * 1000) / 1000
    this.#lastTime = now > this.#lastTime ? now : next
    return this.#lastTime
  }

  #grow(): void {
    const old = this.#columns
    const grown = makeColumns(Math.min(old.kind.length * 2, this.#maxOperations))
    for (const name of Object.keys(old) as (keyof Columns)[]) grown[name].set(old[name])
    this.#columns = grown
  }
}
