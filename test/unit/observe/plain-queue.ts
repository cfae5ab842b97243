import type { DeadLetter, Lease, MessageQueue, QueueCapabilities } from '../../../src/queue/message-queue.ts'
import type { Message } from '../../../src/queue/message.ts'

/** The least that is a message queue: an array. Whatever is given takes the place of its own. */
export class PlainQueue implements MessageQueue {
  readonly capabilities: QueueCapabilities = {
    ordering: 'fifo',
    delivery: 'at-least-once',
    priority: false,
    capacity: null,
    overflow: 'reject',
    redelivery: 'nack',
  }
  // Private, so that a call on anything but the queue itself would throw.
  readonly #waiting: Message[] = []
  readonly #leased = new Set<Lease>()
  readonly listeners: ((deadLetter: DeadLetter) => void)[] = []
  readonly deadLetters: readonly DeadLetter[] = []
  readonly deadLetterCount = 0

  get size(): number {
    return this.#waiting.length
  }
  get inFlight(): number {
    return this.#leased.size
  }
  enqueue(message: Message): Promise<void> {
    this.#waiting.push(message)
    return Promise.resolve()
  }
  offer(message: Message): boolean {
    this.#waiting.push(message)
    return true
  }
  take(): Lease | null {
    const message = this.#waiting.shift()
    if (!message) return null
    const lease = { message, deliveryCount: 1, expiresAtMs: 0 }
    this.#leased.add(lease)
    return lease
  }
  dequeue(_signal?: AbortSignal): Promise<Lease | null> {
    return Promise.resolve(this.take())
  }
  ack(lease: Lease): boolean {
    return this.#leased.delete(lease)
  }
  nack(lease: Lease): boolean {
    if (!this.#leased.delete(lease)) return false
    this.#waiting.unshift(lease.message)
    return true
  }
  onDeadLetter(listener: (deadLetter: DeadLetter) => void): () => void {
    this.listeners.push(listener)
    return () => this.listeners.splice(this.listeners.indexOf(listener), 1)
  }
  /** Gives `message` up. */
  bury(message: Message): void {
    for (const listener of this.listeners) listener({ message, deliveryCount: 0, reason: 'nacked' })
  }
  close(): void {}
}

/** A queue with some methods of its own; `this` is the queue. */
export function queueWith(
  methods: Record<string, (this: PlainQueue, ...args: never[]) => unknown>,
): PlainQueue {
  class Changed extends PlainQueue {}
  Object.assign(Changed.prototype, methods)
  return new Changed()
}
