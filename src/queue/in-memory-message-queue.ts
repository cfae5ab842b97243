import { realClock, type Clock } from '../foundation/clock.ts'
import { InputError, renderValue } from '../foundation/problem.ts'
import { count, oneOf, z } from '../foundation/schema.ts'
import { HeldMessage } from './held-message.ts'
import { LeaseList } from './lease-list.ts'
import type { Message } from './message.ts'
import type { DeadLetter, Lease, MessageQueue, QueueCapabilities } from './message-queue.ts'
import { clockSchema, parseOptions, waitMs } from './parse-options.ts'
import { QueueClosedError } from './queue-closed-error.ts'
import { QueueFullError } from './queue-full-error.ts'
import { RecentItems } from './recent-items.ts'
import { Ring } from './ring.ts'
import { WaitingConsumers, type WaitingConsumer } from './waiting-consumers.ts'
import { WaitingMessages } from './waiting-messages.ts'

export interface InMemoryMessageQueueOptions {
  /** How many messages may wait (redeliveries may exceed it). Default: no limit. */
  capacity?: number
  /** What happens at `capacity`: `reject` (default), or `back-pressure`, where `enqueue` waits for room. */
  overflow?: 'reject' | 'back-pressure'
  /** How long a consumer may hold a message, in milliseconds, 1 to 2,147,483,647. Default 30,000. */
  leaseMs?: number
  /** Deliveries of one message before it becomes a dead letter. Default 5. */
  maxDeliveries?: number
  /** Default: the process's own. */
  clock?: Clock
}

const DEAD_LETTERS_KEPT = 10_000
const accepted = Promise.resolve()
const nothing = Promise.resolve(null)

const optionsSchema = z.strictObject({
  capacity: count().optional(),
  overflow: oneOf(['reject', 'back-pressure']).default('reject'),
  leaseMs: waitMs(1).default(30_000),
  maxDeliveries: count().default(5),
  clock: clockSchema.default(realClock),
})

interface WaitingProducer {
  message: Message
  owner: object | null
  resolve: () => void
  reject: (error: Error) => void
}

/**
 * A queue in this process's memory. Higher priorities first, order of arrival within one; a message that is nacked, or
 * whose lease runs out, comes again before what has arrived since. Nothing is asynchronous unless it must wait.
 */
export class InMemoryMessageQueue implements MessageQueue {
  readonly capabilities: QueueCapabilities
  readonly #capacity: number
  readonly #maxDeliveries: number
  readonly #clock: Clock
  readonly #waiting = new WaitingMessages()
  readonly #leases: LeaseList
  readonly #consumers = new WaitingConsumers()
  readonly #producers = new Ring<WaitingProducer>()
  /** What cancels the timer of each message that waits out a delay. */
  readonly #delayed = new Set<() => void>()
  readonly #deadLetters = new RecentItems<DeadLetter>(DEAD_LETTERS_KEPT)
  readonly #deadLetterListeners = new Set<(deadLetter: DeadLetter) => void>()
  #closed = false

  /** Throws `InputError` on options that make no sense, with every problem. */
  constructor(options: InMemoryMessageQueueOptions = {}) {
    const parsed = parseOptions('InMemoryMessageQueue', optionsSchema, options)
    this.#capacity = parsed.capacity ?? Infinity
    this.#maxDeliveries = parsed.maxDeliveries
    this.#clock = parsed.clock
    this.#leases = new LeaseList(parsed.clock, parsed.leaseMs, (held) =>
      this.#return(held, 0, 'lease-expired'),
    )
    this.capabilities = Object.freeze({
      ordering: 'fifo-per-priority',
      delivery: 'at-least-once',
      priority: true,
      capacity: parsed.capacity ?? null,
      overflow: parsed.overflow,
      redelivery: 'lease',
      leaseMs: parsed.leaseMs,
      maxDeliveries: parsed.maxDeliveries,
    })
  }

  get size(): number {
    return this.#waiting.size + this.#delayed.size
  }

  get inFlight(): number {
    return this.#leases.length
  }

  get deadLetters(): readonly DeadLetter[] {
    return this.#deadLetters.toArray()
  }

  get deadLetterCount(): number {
    return this.#deadLetters.count
  }

  enqueue(message: Message): Promise<void>
  /** @internal `owner`: comes with every lease of the message, so that who put it in need not look it up. */
  enqueue(message: Message, owner: object | null): Promise<void>
  enqueue(message: Message, owner: object | null = null): Promise<void> {
    try {
      if (this.offer(message, owner)) return accepted
    } catch (error) {
      return Promise.reject(error)
    }
    if (this.#closed) return Promise.reject(new QueueClosedError())
    if (this.capabilities.overflow === 'reject') return Promise.reject(new QueueFullError(this.#capacity))
    return new Promise((resolve, reject) => this.#producers.push({ message, owner, resolve, reject }))
  }

  /** Throws `InputError` on a priority that is no integer. */
  offer(message: Message): boolean
  /** @internal `owner`: as in `enqueue`. */
  offer(message: Message, owner: object | null): boolean
  offer(message: Message, owner: object | null = null): boolean {
    if (!Number.isSafeInteger(message.priority)) throw badPriority(message)
    if (this.#closed) return false
    if (this.#consumers.length > 0) {
      this.#serve(this.#waiting.firstDelivery(message, owner))
      return true
    }
    if (this.size >= this.#capacity) return false
    this.#waiting.add(message, owner)
    return true
  }

  take(): Lease | null {
    const held = this.#waiting.take()
    if (held === null) return null
    this.#leases.start(held)
    if (this.#producers.length > 0) this.#admit()
    return held
  }

  dequeue(signal?: AbortSignal): Promise<Lease | null> {
    if (signal?.aborted) return nothing
    const lease = this.take()
    if (lease !== null) return Promise.resolve(lease)
    if (this.#closed && this.#isEmpty()) return nothing
    return this.#consumers.wait(signal)
  }

  /** @internal As `dequeue`, without a promise, for one who has just found nothing to take, and whose signal has not aborted. */
  dequeueFor(consumer: WaitingConsumer): void {
    if (this.#closed && this.#isEmpty()) consumer.serve(null)
    else this.#consumers.add(consumer)
  }

  ack(lease: Lease): boolean {
    if (!(lease instanceof HeldMessage) || !this.#leases.end(lease)) return false
    if (this.#closed) this.#releaseWhenEmpty()
    return true
  }

  nack(lease: Lease, options?: { delayMs?: number }): boolean {
    if (!(lease instanceof HeldMessage) || !this.#leases.end(lease)) return false
    this.#return(lease, options?.delayMs ?? 0, 'nacked')
    return true
  }

  onDeadLetter(listener: (deadLetter: DeadLetter) => void): () => void {
    this.#deadLetterListeners.add(listener)
    return () => this.#deadLetterListeners.delete(listener)
  }

  close(): void {
    this.#closed = true
    for (let one = this.#producers.shift(); one; one = this.#producers.shift())
      one.reject(new QueueClosedError())
    this.#releaseWhenEmpty()
  }

  /** Drops everything that waits or is leased, and every timer. Leases given out are no longer held. */
  clear(): void {
    this.#waiting.clear()
    this.#leases.clear()
    for (const cancel of this.#delayed) cancel()
    this.#delayed.clear()
    this.#admit()
    if (this.#closed) this.#releaseWhenEmpty()
  }

  #return(held: HeldMessage, delayMs: number, reason: DeadLetter['reason']): void {
    if (held.deliveryCount >= this.#maxDeliveries) this.#bury(held, reason)
    else if (delayMs > 0) this.#putBackLater(held.again(), delayMs)
    else this.#putBack(held.again())
  }

  #putBack(held: HeldMessage): void {
    if (this.#consumers.length > 0) this.#serve(held)
    else this.#waiting.putBack(held)
  }

  #putBackLater(held: HeldMessage, delayMs: number): void {
    const cancel = this.#clock.after(delayMs, () => {
      this.#delayed.delete(cancel)
      this.#putBack(held)
      // It may have gone straight to a consumer, and so have made room.
      this.#admit()
    })
    this.#delayed.add(cancel)
  }

  #bury(held: HeldMessage, reason: DeadLetter['reason']): void {
    const deadLetter = { message: held.message, deliveryCount: held.deliveryCount, reason }
    this.#deadLetters.add(deadLetter)
    for (const listener of this.#deadLetterListeners) listener(deadLetter)
    if (this.#closed) this.#releaseWhenEmpty()
  }

  #serve(held: HeldMessage): void {
    this.#leases.start(held)
    this.#consumers.serve(held)
  }

  /** Lets producers in, in their order, while there is room. */
  #admit(): void {
    while (this.#producers.length > 0 && this.size < this.#capacity) {
      const { message, owner, resolve } = this.#producers.shift()!
      if (this.#consumers.length > 0) this.#serve(this.#waiting.firstDelivery(message, owner))
      else this.#waiting.add(message, owner)
      resolve()
    }
  }

  #isEmpty(): boolean {
    // What is leased may come back, so a consumer that leaves while it is would leave it behind.
    return this.size === 0 && this.inFlight === 0
  }

  #releaseWhenEmpty(): void {
    if (this.#isEmpty()) this.#consumers.releaseAll()
  }
}

function badPriority(message: Message): InputError {
  const problem = { path: 'message.priority', expected: 'an integer', got: renderValue(message.priority) }
  return new InputError(`message ${message.id}`, [problem])
}
