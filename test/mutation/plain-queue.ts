import type { Clock } from '../../src/foundation/clock.ts'
import type { DeadLetter, Lease, MessageQueue, QueueCapabilities } from '../../src/queue/message-queue.ts'
import type { Message } from '../../src/queue/message.ts'
import { QueueClosedError } from '../../src/queue/queue-closed-error.ts'
import { QueueFullError } from '../../src/queue/queue-full-error.ts'

export interface Entry {
  readonly message: Message
  readonly arrival: number
  deliveries: number
}

interface Held {
  entry: Entry
  cancel: () => void
}

interface Consumer {
  give: (lease: Lease | null) => void
  signal: AbortSignal | undefined
}

interface Producer {
  message: Message
  accept: () => void
  refuse: (error: Error) => void
}

export interface PlainOptions {
  capacity?: number
  overflow?: 'reject' | 'back-pressure'
  /** What it says of itself instead. */
  claims?: Partial<QueueCapabilities>
}

export const leaseMs = 50
export const maxDeliveries = 4

/**
 * A correct queue, written for reading and not for speed, whose steps can be overridden one by one: each wrong queue is this
 * one with a small mistake.
 */
export class PlainQueue implements MessageQueue {
  readonly capabilities: QueueCapabilities
  readonly deadLetters: DeadLetter[] = []
  protected readonly clock: Clock
  protected readonly waiting: Entry[] = []
  protected readonly held = new Map<Lease, Held>()
  protected readonly consumers: Consumer[] = []
  protected readonly producers: Producer[] = []
  readonly #listeners = new Set<(deadLetter: DeadLetter) => void>()
  protected closed = false
  #arrivals = 0

  constructor(clock: Clock, { capacity, overflow = 'reject', claims }: PlainOptions = {}) {
    this.clock = clock
    this.capabilities = {
      ordering: 'fifo-per-priority',
      delivery: 'at-least-once',
      priority: true,
      capacity: capacity ?? null,
      overflow,
      redelivery: 'lease',
      leaseMs,
      maxDeliveries,
      ...claims,
    }
  }

  get size(): number {
    return this.waiting.length
  }
  get inFlight(): number {
    return this.held.size
  }
  get deadLetterCount(): number {
    return this.deadLetters.length
  }

  enqueue(message: Message): Promise<void> {
    if (this.closed) return Promise.reject(new QueueClosedError())
    if (!this.isFull()) {
      this.accept(message)
      return Promise.resolve()
    }
    return this.whenFull(message)
  }

  offer(message: Message): boolean {
    if (this.closed || this.isFull()) return false
    this.accept(message)
    return true
  }

  take(): Lease | null {
    const entry = this.next()
    if (entry === undefined) return null
    const lease = this.lend(entry)
    this.admit()
    return lease
  }

  dequeue(signal?: AbortSignal): Promise<Lease | null> {
    if (signal?.aborted) return Promise.resolve(null)
    const lease = this.take()
    if (lease !== null || this.isFinished()) return Promise.resolve(lease)
    return new Promise((give) => {
      const consumer = { give, signal }
      this.consumers.push(consumer)
      signal?.addEventListener('abort', () => this.cancel(consumer), { once: true })
    })
  }

  ack(lease: Lease): boolean {
    if (this.release(lease) === undefined) return false
    this.finish()
    return true
  }

  nack(lease: Lease): boolean {
    const entry = this.release(lease)
    if (entry === undefined) return false
    this.failed(entry, 'nacked')
    return true
  }

  onDeadLetter(listener: (deadLetter: DeadLetter) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  close(): void {
    this.closed = true
    for (const { refuse } of this.producers.splice(0)) refuse(new QueueClosedError())
    this.finish()
  }

  protected isFull(): boolean {
    return this.waiting.length >= (this.capabilities.capacity ?? Infinity)
  }

  protected whenFull(message: Message): Promise<void> {
    if (this.capabilities.overflow === 'reject')
      return Promise.reject(new QueueFullError(this.capabilities.capacity!))
    return new Promise((accept, refuse) => this.producers.push({ message, accept, refuse }))
  }

  protected accept(message: Message): void {
    this.insert({ message, arrival: this.#arrivals++, deliveries: 0 })
  }

  protected insert(entry: Entry): void {
    this.waiting.push(entry)
    this.serve()
  }

  /** Whether `a` is served before `b`. */
  protected isBefore(a: Entry, b: Entry): boolean {
    if (a.message.priority !== b.message.priority) return a.message.priority > b.message.priority
    return a.arrival < b.arrival
  }

  protected next(): Entry | undefined {
    if (this.waiting.length === 0) return undefined
    const best = this.waiting.reduce((best, entry) => (this.isBefore(entry, best) ? entry : best))
    this.waiting.splice(this.waiting.indexOf(best), 1)
    return best
  }

  protected lend(entry: Entry): Lease {
    entry.deliveries++
    const { message, deliveries } = entry
    const lease = { message, deliveryCount: deliveries, expiresAtMs: this.clock.now() + leaseMs }
    const cancel = this.clock.after(this.leaseLengthMs(), () => this.expire(lease))
    this.held.set(lease, { entry, cancel })
    return lease
  }

  protected leaseLengthMs(): number {
    return leaseMs
  }

  protected expire(lease: Lease): void {
    const entry = this.release(lease)
    if (entry !== undefined) this.failed(entry, 'lease-expired')
  }

  protected release(lease: Lease): Entry | undefined {
    const held = this.held.get(lease)
    this.held.delete(lease)
    held?.cancel()
    return held?.entry
  }

  protected failed(entry: Entry, reason: DeadLetter['reason']): void {
    if (entry.deliveries >= this.deliveriesAllowed()) this.bury(entry, reason)
    else this.insert(entry)
    this.finish()
  }

  protected deliveriesAllowed(): number {
    return maxDeliveries
  }

  protected bury({ message, deliveries }: Entry, reason: DeadLetter['reason']): void {
    const deadLetter = { message, deliveryCount: deliveries, reason }
    this.deadLetters.push(deadLetter)
    for (const listener of this.#listeners) listener(deadLetter)
  }

  protected serve(): void {
    while (this.consumers.length > 0 && this.waiting.length > 0) this.give(this.consumers.shift()!)
  }

  protected give(consumer: Consumer): void {
    consumer.give(this.take())
  }

  protected cancel(consumer: Consumer): void {
    const index = this.consumers.indexOf(consumer)
    if (index >= 0) this.consumers.splice(index, 1)
    consumer.give(null)
  }

  protected admit(): void {
    while (this.producers.length > 0 && !this.isFull()) {
      const { message, accept } = this.producers.shift()!
      this.accept(message)
      accept()
    }
  }

  protected isFinished(): boolean {
    return this.closed && this.waiting.length + this.held.size === 0
  }

  protected finish(): void {
    if (this.isFinished()) for (const { give } of this.consumers.splice(0)) give(null)
  }
}
