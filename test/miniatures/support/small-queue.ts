import type { Clock } from '../../../src/foundation/clock.ts'
import type { DeadLetter, Lease, MessageQueue, QueueCapabilities } from '../../../src/queue/message-queue.ts'
import type { Message } from '../../../src/queue/message.ts'

export interface Job {
  readonly message: Message
  deliveries: number
}

interface Held {
  readonly lease: Lease
  readonly job: Job
  cancel: () => void
}

/**
 * A correct queue with leases, fenced by the lease itself: who lost it can neither ack nor extend. Bugs override its steps.
 */
export class SmallQueue implements MessageQueue {
  readonly capabilities: QueueCapabilities
  readonly deadLetters: DeadLetter[] = []
  protected readonly clock: Clock
  protected readonly leaseMs: number
  protected readonly maxDeliveries: number
  protected readonly waiting: Job[] = []
  /** By id of the message. */
  protected readonly held = new Map<string, Held>()
  readonly #listeners = new Set<(deadLetter: DeadLetter) => void>()
  #idle: (() => void)[] = []

  constructor(clock: Clock, leaseMs: number, maxDeliveries = 100) {
    this.clock = clock
    this.leaseMs = leaseMs
    this.maxDeliveries = maxDeliveries
    this.capabilities = {
      ordering: 'none',
      delivery: 'at-least-once',
      priority: false,
      capacity: null,
      overflow: 'reject',
      redelivery: 'lease',
      leaseMs,
      maxDeliveries,
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
    return Promise.resolve(this.put({ message, deliveries: 0 }))
  }

  offer(message: Message): boolean {
    this.put({ message, deliveries: 0 })
    return true
  }

  take(): Lease | null {
    const job = this.pick()
    return job === undefined ? null : this.lend(job)
  }

  async dequeue(signal?: AbortSignal): Promise<Lease | null> {
    for (;;) {
      const lease = signal?.aborted ? null : this.take()
      if (lease !== null || signal?.aborted) return lease
      await this.change()
    }
  }

  ack(lease: Lease): boolean {
    return this.release(lease) !== undefined
  }

  nack(lease: Lease): boolean {
    const job = this.release(lease)
    if (job !== undefined) this.failed(job, 'nacked')
    return job !== undefined
  }

  /** Gives the lease its whole length again. False where it was lost. */
  extend(lease: Lease): boolean {
    const held = this.heldBy(lease)
    held?.cancel()
    if (held) held.cancel = this.clock.after(this.leaseMs, () => this.expire(held.lease))
    return held !== undefined
  }

  onDeadLetter(listener: (deadLetter: DeadLetter) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  close(): void {}

  /** Settles when there may be something to take that was not there before. */
  change(): Promise<void> {
    return new Promise((resolve) => this.#idle.push(resolve))
  }

  /** What is next; removes it from what waits. */
  protected pick(): Job | undefined {
    return this.waiting.shift()
  }

  protected put(job: Job): void {
    this.waiting.push(job)
    this.wake()
  }

  protected wake(): void {
    for (const resolve of this.#idle.splice(0)) resolve()
  }

  protected lend(job: Job): Lease {
    job.deliveries++
    const { message, deliveries } = job
    const lease = { message, deliveryCount: deliveries, expiresAtMs: this.clock.now() + this.leaseMs }
    const cancel = this.clock.after(this.leaseMs, () => this.expire(lease))
    this.held.set(message.id, { lease, job, cancel })
    return lease
  }

  /** What is held under this lease, if it still is. */
  protected heldBy(lease: Lease): Held | undefined {
    const held = this.held.get(lease.message.id)
    return held?.lease === lease ? held : undefined
  }

  protected expire(lease: Lease): void {
    const job = this.release(lease)
    if (job !== undefined) this.failed(job, 'lease-expired')
  }

  protected release(lease: Lease): Job | undefined {
    const held = this.heldBy(lease)
    if (held === undefined) return undefined
    held.cancel()
    this.held.delete(lease.message.id)
    this.wake()
    return held.job
  }

  protected failed(job: Job, reason: DeadLetter['reason']): void {
    if (job.deliveries < this.maxDeliveries) {
      this.waiting.unshift(job)
      return this.wake()
    }
    const deadLetter = { message: job.message, deliveryCount: job.deliveries, reason }
    this.deadLetters.push(deadLetter)
    for (const listener of this.#listeners) listener(deadLetter)
  }
}
