import { HistoryBlock, rowBits, rowPlaces } from './history-block.ts'
import { codeOf, kindOf, type LoggedKind } from './logged-kind.ts'
import { Names } from './names.ts'

/** What the history keeps of a message. (`producer`, `sequence`) is its identity. */
export interface LoggedMessage {
  readonly producer: string
  readonly sequence: number
  readonly key?: string | undefined
  readonly priority?: number | undefined
}

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

const outcomes = ['open', 'ok', 'fail', 'info'] as const
const outcomeCodes = { ok: 1, fail: 2, info: 3 } as const
const none = -1
/** What `begin` returns for an operation that found no room. Ending it does nothing. */
const notRecorded = -1
/** In a microsecond. Ticks break ties of the clock: events that one thread saw one after the other never share a time. */
const ticks = 1000

/** Operations in one block. A log that grows by blocks never copies, and what it let go of is no work for the collector. */
const blockBits = 11
const blockLength = 2 ** blockBits
const blockMask = blockLength - 1
const { invoked, completed, sequenceAt, priorityAt, producerAt, keyAt, inboxAt, clientAt } = rowPlaces

/** In `states`: the kind in the low bits, the outcome above them. */
const outcomeShift = 4
const kindMask = 2 ** outcomeShift - 1
const okState = outcomeCodes.ok << outcomeShift

/** The operations of a run, in the order in which they began. Bounded: what finds no room is counted, and not kept. */
export class HistoryLog {
  /** Operations for which there was no room. */
  missed = 0
  private readonly _blocks: HistoryBlock[] = []
  private _size = 0
  private _dropped = 0
  /** Some operation began before others with a lower number. */
  private _backdated = false
  /** The time of the last event, in ticks, whose sums are exact. In an array: as a field it would be an object on the heap. */
  private readonly _last = new Float64Array(1)
  declare private readonly _startMs: number
  // One for each column, since what comes in runs is found without looking it up.
  private readonly _producers = new Names()
  private readonly _keys = new Names()
  private readonly _inboxes = new Names()
  declare private readonly _now: () => number
  declare private readonly _maxOperations: number

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
    if (!this._hasRoom()) return notRecorded
    const producer = message === null ? none : this._producers.numberOf(message.producer)
    const place = inbox === null ? none : this._inboxes.numberOf(inbox)
    return this._add(codeOf(kind), message, producer, place, client)
  }

  /** The same for who has the log's numbers of the message's producer and of the inbox, and spares it looking them up. */
  beginAt(kind: LoggedKind, message: LoggedMessage, producer: number, inbox: number): number {
    return this._hasRoom() ? this._add(codeOf(kind), message, producer, inbox, this._size) : notRecorded
  }

  /** It certainly took effect. `message`: what a dequeue brought. */
  ok(operation: number, message: LoggedMessage | null = null): void {
    if (!this._ends(operation)) return
    const block = this._blockOf(operation)
    if (message !== null) this._bring(block, rowOf(operation), message)
    this._end(block, operation, outcomeCodes.ok, this._time())
  }

  /** It certainly had no effect. */
  fail(operation: number): void {
    if (!this._ends(operation)) return
    this._end(this._blockOf(operation), operation, outcomeCodes.fail, this._time())
  }

  /** It is over, and nobody knows whether it took effect. */
  unknown(operation: number): void {
    if (this._ends(operation)) this._end(this._blockOf(operation), operation, outcomeCodes.info, Infinity)
  }

  /** It was none: the call came to nothing, and cannot have changed anything. */
  drop(operation: number): void {
    if (operation === notRecorded) return
    // The last one gives its room back.
    if (operation === this._size - 1) this._size--
    else {
      this._blockOf(operation).states[operation & blockMask] = 0
      this._dropped++
    }
  }

  /** Something that happened in one instant. */
  instant(kind: LoggedKind, message: LoggedMessage, inbox: string | null): void {
    if (!this._hasRoom()) return
    const producer = this._producers.numberOf(message.producer)
    const place = inbox === null ? none : this._inboxes.numberOf(inbox)
    this._add(codeOf(kind) | okState, message, producer, place, this._size)
  }

  /** As `beginAt`. */
  instantAt(kind: LoggedKind, message: LoggedMessage, producer: number, inbox: number): void {
    if (this._hasRoom()) this._add(codeOf(kind) | okState, message, producer, inbox, this._size)
  }

  /** What `beginAt` and `instantAt` call it. */
  numberOfProducer(name: string): number {
    return this._producers.numberOf(name)
  }

  /** What `beginAt` and `instantAt` call it. */
  numberOfInbox(name: string): number {
    return this._inboxes.numberOf(name)
  }

  /** It began when `other` did. */
  backdate(operation: number, other: number): void {
    if (operation === notRecorded) return
    this._backdated = true
    this._blockOf(operation).numbers[rowOf(operation) + invoked] = this._invokeTime(other)
  }

  /** The queue counts a delivery that nobody saw: it began before this log did, for all that is known. */
  claimed(message: LoggedMessage, inbox: string): void {
    const operation = this.begin('claimed', message, inbox)
    this.ok(operation)
    if (operation === notRecorded) return
    this._backdated = true
    this._blockOf(operation).numbers[rowOf(operation) + invoked] = 0
  }

  /** What an ack or nack proves: `dequeue`, which began before this log did, had brought its message. */
  precede(settled: number, dequeue: number, message: LoggedMessage): void {
    if (settled === notRecorded || !this._ends(dequeue)) return
    this._backdated = true
    const block = this._blockOf(dequeue)
    this._bring(block, rowOf(dequeue), message)
    block.numbers[rowOf(dequeue) + invoked] = 0
    this._end(block, dequeue, outcomeCodes.ok, this._invokeTime(settled))
    this._blockOf(settled).names[rowOf(settled) + clientAt] = dequeue
  }

  /** A copy, without what was dropped, in the order in which they began. */
  operations(): LoggedOperation[] {
    const result: LoggedOperation[] = []
    for (let operation = 0; operation < this._size; operation++) {
      const { states, numbers, names } = this._blockOf(operation)
      const row = rowOf(operation)
      const state = states[operation & blockMask]!
      if ((state & kindMask) === 0) continue
      result.push({
        kind: kindOf(state & kindMask),
        outcome: outcomes[state >> outcomeShift]!,
        invokeTime: numbers[row + invoked]!,
        completeTime: numbers[row + completed]!,
        message: this._read(numbers, names, row),
        inbox: this._inboxes.nameOf(names[row + inboxAt]!) ?? null,
        client: names[row + clientAt]!,
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

  private _hasRoom(): boolean {
    if (this._size < this._maxOperations && this.missed === 0) return true
    this.missed++
    return false
  }

  /** `producer` and `inbox` by their numbers. There is room. */
  private _add(
    state: number,
    message: LoggedMessage | null,
    producer: number,
    inbox: number,
    client: number,
  ): number {
    const operation = this._size++
    const row = rowOf(operation)
    // The last one may have given its room back: then its block is there.
    const block = (this._blocks[operation >> blockBits] ??= this._newBlock(operation))
    const { numbers, names } = block
    const time = this._time()
    block.states[operation & blockMask] = state
    numbers[row + invoked] = time
    numbers[row + completed] = state > kindMask ? time : Infinity
    names[row + clientAt] = client
    names[row + inboxAt] = inbox
    names[row + producerAt] = producer
    if (message !== null) this._write(block, row, message)
    return operation
  }

  /** What it is about is known only now. */
  private _bring(block: HistoryBlock, row: number, message: LoggedMessage): void {
    block.names[row + producerAt] = this._producers.numberOf(message.producer)
    this._write(block, row, message)
  }

  /** All but its producer. */
  private _write(
    { numbers, names }: HistoryBlock,
    row: number,
    { sequence, key, priority }: LoggedMessage,
  ): void {
    names[row + keyAt] = key === undefined ? none : this._keys.numberOf(key)
    numbers[row + sequenceAt] = sequence
    numbers[row + priorityAt] = priority === undefined ? NaN : priority
  }

  private _end(block: HistoryBlock, operation: number, outcome: number, time: number): void {
    const at = operation & blockMask
    block.states[at] = (block.states[at]! & kindMask) | (outcome << outcomeShift)
    block.numbers[(at << rowBits) + completed] = time
  }

  private _read(numbers: Float64Array, names: Int32Array, row: number): LoggedMessage | null {
    const name = this._producers.nameOf(names[row + producerAt]!)
    if (name === undefined) return null
    const level = numbers[row + priorityAt]!
    return {
      producer: name,
      sequence: numbers[row + sequenceAt]!,
      key: this._keys.nameOf(names[row + keyAt]!),
      priority: Number.isNaN(level) ? undefined : level,
    }
  }

  private _blockOf(operation: number): HistoryBlock {
    return this._blocks[operation >> blockBits]!
  }

  private _invokeTime(operation: number): number {
    return this._blockOf(operation).numbers[rowOf(operation) + invoked]!
  }

  private _time(): number {
    const now = Math.floor((this._now() - this._startMs) * 1000)
    const last = this._last
    if (now * ticks > last[0]!) {
      last[0] = now * ticks
      return now
    }
    last[0]!++
    return last[0]! / ticks
  }

  private _newBlock(first: number): HistoryBlock {
    return new HistoryBlock(Math.min(blockLength, this._maxOperations - first))
  }
}

function rowOf(operation: number): number {
  return (operation & blockMask) << rowBits
}
