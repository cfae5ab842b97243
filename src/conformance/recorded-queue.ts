import type { Clock } from '../foundation/clock.ts'
import type { Operation } from '../model/history.ts'
import type { DeadLetter, Lease, MessageQueue, QueueCapabilities } from '../queue/message-queue.ts'
import type { Message } from '../queue/message.ts'
import { errorName } from './error-name.ts'
import { OperationLog } from './operation-log.ts'

/** Where dead letters are delivered, in the history. */
export const DEAD_LETTERS = 'dead letters'

/** Errors that prove that a message was not taken. */
const refusals = new Set(['QueueFullError', 'QueueClosedError', 'InputError'])

/**
 * A queue that writes down what it is asked and what it answers. Each delivery has a process of its own, and its acks and
 * nacks have the same, so that whose lease they end is certain. "Nothing there" is not written down as an answer: the
 * contract lets a queue say so whenever it cannot tell at once.
 */
export class RecordedQueue implements MessageQueue {
  readonly #queue: MessageQueue
  readonly #log: OperationLog
  readonly #sent = new Map<string, Message>()
  readonly #producing = new Set<string>()
  readonly #processOf = new WeakMap<Lease, string>()
  readonly #held = new Set<Lease>()
  readonly #endListening: () => void
  #processes = 0
  #closed = false

  constructor(queue: MessageQueue, clock: Clock) {
    this.#queue = queue
    this.#log = new OperationLog(clock)
    this.#endListening = queue.onDeadLetter(({ message }) => {
      const delivery = this.#log.invoke(this.#newProcess(), 'dequeue', null, { key: DEAD_LETTERS })
      this.#log.ok(delivery, this.#valueOf(message))
    })
  }

  get operations(): readonly Operation[] {
    return this.#log.operations
  }

  /** What has begun and not ended, in words. */
  get open(): string[] {
    return this.#log.open()
  }

  /** Whether `close` was called. */
  get isClosed(): boolean {
    return this.#closed
  }

  get capabilities(): QueueCapabilities {
    return this.#queue.capabilities
  }

  get size(): number {
    return this.#queue.size
  }

  get inFlight(): number {
    return this.#queue.inFlight
  }

  get deadLetters(): readonly DeadLetter[] {
    return this.#queue.deadLetters
  }

  get deadLetterCount(): number {
    return this.#queue.deadLetterCount
  }

  async enqueue(message: Message): Promise<void> {
    // A producer may have several that wait for room; a process has one operation at a time.
    const process = this.#producing.has(message.producer) ? this.#newProcess() : message.producer
    this.#producing.add(process)
    const operation = this.#send(process, message)
    try {
      await this.#queue.enqueue(message)
    } catch (error) {
      if (this.isRefusal(error)) this.#log.fail(operation)
      else this.#log.lose(operation)
      throw error
    } finally {
      this.#producing.delete(process)
    }
    this.#log.ok(operation)
  }

  offer(message: Message): boolean {
    const process = this.#producing.has(message.producer) ? this.#newProcess() : message.producer
    const operation = this.#send(process, message)
    const taken = this.#queue.offer(message)
    this.#settle(operation, taken)
    return taken
  }

  take(): Lease | null {
    const operation = this.#log.invoke(this.#newProcess(), 'dequeue', null)
    return this.#receive(operation, this.#queue.take())
  }

  async dequeue(signal?: AbortSignal): Promise<Lease | null> {
    const operation = this.#log.invoke(this.#newProcess(), 'dequeue', null)
    try {
      return this.#receive(operation, await this.#queue.dequeue(signal))
    } catch (error) {
      this.#log.lose(operation)
      throw error
    }
  }

  ack(lease: Lease): boolean {
    const operation = this.#release('ack', lease)
    const held = this.#queue.ack(lease)
    this.#settle(operation, held)
    return held
  }

  nack(lease: Lease, options?: { delayMs?: number }): boolean {
    const operation = this.#release('nack', lease)
    const held = this.#queue.nack(lease, options)
    this.#settle(operation, held)
    return held
  }

  onDeadLetter(listener: (deadLetter: DeadLetter) => void): () => void {
    return this.#queue.onDeadLetter(listener)
  }

  isRefusal(error: unknown): boolean {
    return refusals.has(errorName(error)) || (this.#queue.isRefusal?.(error) ?? false)
  }

  close(): void {
    this.#closed = true
    this.#queue.close()
  }

  /** Ends the recording, closes the queue and settles what is still leased, so that no timer is left. */
  end(): void {
    this.#endListening()
    this.#queue.close()
    for (const lease of this.#held) this.#queue.ack(lease)
    this.#held.clear()
  }

  #send(process: string, message: Message): Operation {
    this.#sent.set(message.id, message)
    const { key, priority } = message
    return this.#log.invoke(process, 'enqueue', message.id, { key, priority })
  }

  #receive(operation: Operation, lease: Lease | null): Lease | null {
    if (lease === null) {
      this.#log.fail(operation)
      return null
    }
    this.#processOf.set(lease, String(operation.process))
    this.#held.add(lease)
    this.#log.ok(operation, this.#valueOf(lease.message))
    return lease
  }

  #release(f: 'ack' | 'nack', lease: Lease): Operation {
    this.#held.delete(lease)
    return this.#log.invoke(this.#processOf.get(lease) ?? this.#newProcess(), f, lease.message.id)
  }

  #settle(operation: Operation, done: boolean): void {
    if (done) this.#log.ok(operation)
    else this.#log.fail(operation)
  }

  /** A message that is not what was sent under its id counts as another one, which nobody sent. */
  #valueOf(message: Message): string {
    const sent = this.#sent.get(message.id)
    if (sent === undefined || sent === message) return message.id
    const fields = Object.keys(sent) as (keyof Message)[]
    const changed = fields.filter((field) => String(sent[field]) !== String(message[field]))
    return changed.length === 0 ? message.id : `${message.id} (changed: ${changed.join(', ')})`
  }

  #newProcess(): string {
    return `#${++this.#processes}`
  }
}
