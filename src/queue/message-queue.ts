import type { Message } from './message.ts'

/** What a queue promises. Declared, so that checks and conformance cases can hold it to exactly that. */
export interface QueueCapabilities {
  readonly ordering: 'none' | 'fifo-per-priority' | 'fifo' | 'per-key'
  readonly delivery: 'at-most-once' | 'at-least-once' | 'exactly-once'
  /** Whether a higher `message.priority` is served first. */
  readonly priority: boolean
  /** How many messages may wait; null where there is no limit. */
  readonly capacity: number | null
  /** What `enqueue` does when `capacity` messages wait. */
  readonly overflow: 'reject' | 'back-pressure'
  /** `nack`: a nacked message comes again. `lease`: so does one whose lease ran out. */
  readonly redelivery: 'none' | 'nack' | 'lease'
  /** How long a lease lasts, in milliseconds; null, or absent, where that is not promised. */
  readonly leaseMs?: number | null
  /** Deliveries of one message before it becomes a dead letter; null, or absent, where that is not promised. */
  readonly maxDeliveries?: number | null
}

/** The right to work on one message for a limited time. */
export interface Lease {
  readonly message: Message
  /** Which delivery of the message this is, from 1. */
  readonly deliveryCount: number
  /** When the lease runs out, in milliseconds of the queue's clock. */
  readonly expiresAtMs: number
}

/** A message that the queue gave up on. */
export interface DeadLetter {
  readonly message: Message
  readonly deliveryCount: number
  /** What ended its last delivery. */
  readonly reason: 'nacked' | 'lease-expired'
}

/** A queue of messages, each leased to one consumer at a time. */
export interface MessageQueue {
  readonly capabilities: QueueCapabilities
  /** Messages that wait, those that wait out a delay included. */
  readonly size: number
  /** Messages that are leased. */
  readonly inFlight: number
  /**
   * Settles once the queue has taken responsibility for `message`. Rejects with `QueueFullError` when it is full and
   * overflow is `reject` (with `back-pressure` it waits for room), with `QueueClosedError` after `close`.
   */
  enqueue(message: Message): Promise<void>
  /** Takes `message` at once, or returns false: full, closed, or not able to tell at once. */
  offer(message: Message): boolean
  /** The next message, leased; null where none can be had at once. */
  take(): Lease | null
  /** The next message, leased, as soon as there is one; null once closed and empty, or when `signal` aborts. */
  dequeue(signal?: AbortSignal): Promise<Lease | null>
  /** The work is done. False where the lease was no longer held: it ran out, or was settled already. */
  ack(lease: Lease): boolean
  /**
   * The work failed: the message comes again, after `delayMs` (default 0), or becomes a dead letter.
   * False where the lease was no longer held.
   */
  nack(lease: Lease, options?: { delayMs?: number }): boolean
  /** The latest dead letters, oldest first; a copy. How many are kept is up to the queue. */
  readonly deadLetters: readonly DeadLetter[]
  /** How many messages became dead letters, kept or not. */
  readonly deadLetterCount: number
  /** Calls `listener` for each dead letter. Returns a function that ends that. */
  onDeadLetter(listener: (deadLetter: DeadLetter) => void): () => void
  /** Accepts nothing more. What is there can still be taken, acked and nacked. */
  close(): void
  /**
   * Whether an error of `enqueue` proves that the message was not taken. Any other error leaves that unknown, but for
   * `QueueFullError`, `QueueClosedError` and `InputError`, which are proof of themselves.
   */
  isRefusal?(error: unknown): boolean
}
