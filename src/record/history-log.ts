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

/** Operations in one block. A log that grows by blocks never copies, and what it let go of is no work for the collector. */
const blockBits = 11
const blockLength = 2 ** blockBits
const blockMask = blockLength - 1

/** About 46 bytes an operation: columns of numbers, not objects. */
function makeBlock(length: number) {
  return {
    kind: new Uint8Array(length),
    outcome: new Uint8Array(length),
    invoked: new Float64Array(length),
    completed: new Float64Array(length),
    producer: new Int32Array(length),
    sequence: new Float64Array(length),
    key: new Int32Array(length),
    priority: new Float64Array(length),
    inbox: new Int32Array(length),
    client: new Int32Array(length),
  }
}

type Block = ReturnType<typeof makeBlock>

/** The operations of a run, in the order in which they began. Bounded: what finds no room is counted, and not kept. */
export class HistoryLog {
  /** Operations for which there was no room. */
  missed = 0
  private readonly _blocks: Block[] = []
  private _size = 0
  private _dropped = 0
  /** Some operation began before others with a lower number. */
  private _backdated = false
  private _lastTime = 0
  private readonly _startMs: number
  // One for each column, since what comes in runs is found without looking it up.
  private readonly _producers = new Names()
  private readonly _keys = new Names()
  private readonly _inboxes = new Names()
  private readonly _now: () => number
  private readonly _maxOperations: number

  /** `now` in milliseconds of a monotonic clock. */
  constructor(now: () => number, maxOperations: number) {
    this._now = now
    this._startMs = now()
    this._maxOperations = maxOperations
  }

  /** Operations recorded, without what was dropped. */
  get size(): number {
    return this._size - this._dropped
  }

  /** Begins an operation; returns its number. */
  begin(
    kind: LoggedKind,
    message: LoggedMessage | null,
    inbox: string | null,
    client: number = this._size,
  ): number {
    if (this._size === this._maxOperations || this.missed > 0) {
      this.missed++
      return notRecorded
    }
    const operation = this._size++
    const at = operation & blockMask
    // The last one may have given its room back: then its block is there.
    const block = (this._blocks[operation >> blockBits] ??= this._newBlock(operation))
    block.kind[at] = kindCodes[kind]
    block.invoked[at] = this._time()
    block.completed[at] = Infinity
    block.client[at] = client
    block.outcome[at] = outcomeCodes.open
    block.inbox[at] = inbox === null ? none : this._inboxes.numberOf(inbox)
    if (message === null) block.producer[at] = none
    else this._write(block, at, message)
    return operation
  }

  /** It certainly took effect. `message`: what a dequeue brought. */
  ok(operation: number, message: LoggedMessage | null = null): void {
    if (!this._ends(operation)) return
    const block = this._blockOf(operation)
    const at = operation & blockMask
    if (message !== null) this._write(block, at, message)
    block.outcome[at] = outcomeCodes.ok
    block.completed[at] = this._time()
  }

  /** It certainly had no effect. */
  fail(operation: number): void {
    if (!this._ends(operation)) return
    const block = this._blockOf(operation)
    block.outcome[operation & blockMask] = outcomeCodes.fail
    block.completed[operation & blockMask] = this._time()
  }

  /** It is over, and nobody knows whether it took effect. */
  unknown(operation: number): void {
    if (this._ends(operation)) this._blockOf(operation).outcome[operation & blockMask] = outcomeCodes.info
  }

  /** It was none: the call came to nothing, and cannot have changed anything. */
  drop(operation: number): void {
    if (operation === notRecorded) return
    // The last one gives its room back.
    if (operation === this._size - 1) this._size--
    else {
      this._blockOf(operation).kind[operation & blockMask] = 0
      this._dropped++
    }
  }

  /** Something that happened in one instant. */
  instant(kind: LoggedKind, message: LoggedMessage, inbox: string | null): void {
    const operation = this.begin(kind, message, inbox)
    if (operation === notRecorded) return
    const block = this._blockOf(operation)
    const at = operation & blockMask
    block.outcome[at] = outcomeCodes.ok
    block.completed[at] = block.invoked[at]!
  }

  /** It began when `other` did. */
  backdate(operation: number, other: number): void {
    if (operation === notRecorded) return
    this._backdated = true
    this._blockOf(operation).invoked[operation & blockMask] = this._invokeTime(other)
  }

  /** The queue counts a delivery that nobody saw: it began before this log did, for all that is known. */
  claimed(message: LoggedMessage, inbox: string): void {
    const operation = this.begin('claimed', message, inbox)
    this.ok(operation)
    if (operation === notRecorded) return
    this._backdated = true
    this._blockOf(operation).invoked[operation & blockMask] = 0
  }

  /** What an ack or nack proves: `dequeue`, which began before this log did, had brought its message. */
  precede(settled: number, dequeue: number, message: LoggedMessage): void {
    if (settled === notRecorded || !this._ends(dequeue)) return
    this._backdated = true
    const block = this._blockOf(dequeue)
    const at = dequeue & blockMask
    this._write(block, at, message)
    block.outcome[at] = outcomeCodes.ok
    block.invoked[at] = 0
    block.completed[at] = this._invokeTime(settled)
    this._blockOf(settled).client[settled & blockMask] = dequeue
  }

  /** A copy, without what was dropped, in the order in which they began. */
  operations(): LoggedOperation[] {
    const result: LoggedOperation[] = []
    for (let operation = 0; operation < this._size; operation++) {
      const block = this._blockOf(operation)
      const at = operation & blockMask
      if (block.kind[at] === 0) continue
      result.push({
        kind: kinds[block.kind[at]!] as LoggedKind,
        outcome: outcomes[block.outcome[at]!]!,
        invokeTime: block.invoked[at]!,
        completeTime: block.completed[at]!,
        message: this._read(block, at),
        inbox: this._inboxes.nameOf(block.inbox[at]!) ?? null,
        client: block.client[at]!,
      })
    }
    return this._backdated ? result.sort((a, b) => a.invokeTime - b.invokeTime) : result
  }

  /**
   * Once an operation was missed, none ends: a consumer that waited before would be seen to get what nobody was seen to
   * send. What was recorded until then is the whole truth about that time.
   */
  private _ends(operation: number): boolean {
    return operation !== notRecorded && this.missed === 0
  }

  private _write(block: Block, at: number, { producer, sequence, key, priority }: LoggedMessage): void {
    block.producer[at] = this._producers.numberOf(producer)
    block.sequence[at] = sequence
    block.key[at] = key === undefined ? none : this._keys.numberOf(key)
    block.priority[at] = priority === undefined ? NaN : priority
  }

  private _read({ producer, sequence, key, priority }: Block, at: number): LoggedMessage | null {
    const name = this._producers.nameOf(producer[at]!)
    if (name === undefined) return null
    const level = priority[at]!
    return {
      producer: name,
      sequence: sequence[at]!,
      key: this._keys.nameOf(key[at]!),
      priority: Number.isNaN(level) ? undefined : level,
    }
  }

  private _blockOf(operation: number): Block {
    return this._blocks[operation >> blockBits]!
  }

  private _invokeTime(operation: number): number {
    return this._blockOf(operation).invoked[operation & blockMask]!
  }

  private _time(): number {
    const now = Math.floor((this._now() - this._startMs) * 1000)
    if (now > this._lastTime) this._lastTime = now
    // Rounded: the sum of many ticks would show their error in every proof.
    else this._lastTime = Math.round((this._lastTime + tick) * 1000) / 1000
    return this._lastTime
  }

  private _newBlock(first: number): Block {
    return makeBlock(Math.min(blockLength, this._maxOperations - first))
  }
}
