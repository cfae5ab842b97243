import { setMaxListeners } from 'node:events'
import type { Clock } from '../foundation/clock.ts'
import { Consumer, processorParts, type ProcessorParts } from './consumer.ts'
import { loadDefaultCore } from './default-core.ts'
import { DeliveryError } from './delivery-error.ts'
import { DeliveryLoop } from './delivery-loop.ts'
import { DeliveryWorker } from './delivery-worker.ts'
import { InMemoryMessageQueue } from './in-memory-message-queue.ts'
import { isRefusal } from './is-refusal.ts'
import { addresseesOf, type Message } from './message.ts'
import type { MessageQueue, QueueCapabilities } from './message-queue.ts'
import type { MessagingCore } from './messaging-core.ts'
import { isObservable, observeDeliveries, type DeliveryObserver, type Observable } from './observation.ts'
import { offer } from './offer.ts'
import { ownQueue } from './own-queue.ts'
import { parseProcessorOptions, type MessageQueueProcessorOptions } from './processor-options.ts'
import { QueueClosedError } from './queue-closed-error.ts'
import { RecentItems } from './recent-items.ts'
import type { TrackedMessage } from './tracked-message.ts'
import { TrackedMessages } from './tracked-messages.ts'
import type { UndeliveredMessage } from './undelivered-message.ts'

const DEAD_LETTERS_KEPT = 10_000
const accepted = Promise.resolve()

type Parsed = ReturnType<typeof parseProcessorOptions>

/**
 * Takes messages in, keeps them in a queue, and brings each to its addressees through a messaging core: at least once,
 * with a bounded number of attempts. It holds no timer and no handle while it is idle.
 */
export class MessageQueueProcessor implements Observable, AsyncDisposable {
  readonly #options: Parsed
  readonly #queue: MessageQueue
  /** `#queue`, where it is of our own make: that one says with a lease what was put in with the message. */
  readonly #ownQueue: InMemoryMessageQueue | null
  readonly #clock: Clock
  readonly #tracked = new TrackedMessages()
  readonly #deadLetters = new RecentItems<UndeliveredMessage>(DEAD_LETTERS_KEPT)
  readonly #queueErrors = new RecentItems<unknown>(1)
  readonly #stop = new AbortController()
  readonly #consumer = new Consumer()
  readonly #forgetQueue: () => void
  #core: MessagingCore | null
  #loading: Promise<void> | null = null
  #closing: Promise<void> | null = null
  #worker: DeliveryWorker | null = null
  #running = 0
  #observer: DeliveryObserver | null = null
  #endCoreObservation: (() => void) | null = null

  /** Throws `InputError` on options that make no sense, with every problem. */
  constructor(options: MessageQueueProcessorOptions = {}) {
    this.#options = parseProcessorOptions(options)
    this.#clock = this.#options.clock
    // Each loop listens, in its pauses too; Node would take more than ten for a leak.
    setMaxListeners(0, this.#stop.signal)
    this.#core = this.#options.core ?? null
    this.#queue = this.#options.queue ?? ownQueue(this.#options)
    this.#ownQueue = this.#queue instanceof InMemoryMessageQueue ? this.#queue : null
    this.#forgetQueue = this.#queue.onDeadLetter(({ message, reason }) => {
      const tracked = this.#tracked.find(message.id)
      if (tracked !== undefined) this.#giveUp(tracked, reason)
    })
  }

  /** What its queue promises. */
  get capabilities(): QueueCapabilities {
    return this.#queue.capabilities
  }

  /** Whether its core tells of deliveries where they take effect, or they are known from its answers only. */
  get deliveryEvidence(): 'observed' | 'claimed' {
    return isObservable(this.#core) ? (this.#core.deliveryEvidence ?? 'observed') : 'claimed'
  }

  /** Messages in its queue: those that wait, and those a consumer works on. */
  get size(): number {
    // A message whose lease ran out is leased no more, but a call to the core is still under way for it.
    // Once closed, nobody waits for that any more.
    const working = this.#stop.signal.aborted ? 0 : (this.#worker?.working ?? 0)
    return this.#queue.size + Math.max(this.#queue.inFlight, working)
  }

  /** The same as `size`. */
  get depth(): number {
    return this.size
  }

  /** The latest 10,000 messages it gave up on, oldest first; a copy. */
  get deadLetters(): readonly UndeliveredMessage[] {
    return this.#deadLetters.toArray()
  }

  /** How many messages it gave up on. Exact. */
  get deadLetterCount(): number {
    return this.#deadLetters.count
  }

  /** How often its queue threw while messages were taken or settled, and the latest of these errors. */
  get queueErrors(): { readonly count: number; readonly latest: unknown } {
    return { count: this.#queueErrors.count, latest: this.#queueErrors.toArray()[0] }
  }

  /**
   * Settles with the final outcome: resolves once `message` was delivered to every addressee. Rejects with
   * `DeliveryError` otherwise: `refused` where it certainly was not taken, `dead-lettered` where it was given up on,
   * `unknown` where the queue failed while taking it. Rejects with the loader's error where no core could be loaded.
   */
  send(message: Message): Promise<void> {
    if (this.#core === null && this.#closing === null) return this.#load().then(() => this.send(message))
    return new Promise((resolve, reject) => {
      // `reject` is told through the tracked message; here the outcome would be told a second time.
      this.#submit(message, resolve, reject)?.catch(() => {})
    })
  }

  /** As `send`, but settles on acceptance. What becomes of the message later is in `deadLetters`. */
  enqueue(message: Message): Promise<void> {
    if (this.#core === null && this.#closing === null) return this.#load().then(() => this.enqueue(message))
    return this.#submit(message, null, null) ?? accepted
  }

  /**
   * Starts to work on what is in the queue. The first `send` or `enqueue` does this too; a processor that only consumes
   * what others put into a shared queue needs the call.
   */
  async start(): Promise<void> {
    if (this.#core === null) await this.#load()
    this.#startLoops()
  }

  /** True once everything it took so far has its final outcome; false as soon as `signal` aborts before that. */
  drain(signal?: AbortSignal): Promise<boolean> {
    return this.#tracked.drain(signal)
  }

  /**
   * Takes nothing more, and waits at most `closeTimeoutMs` for what is under way; what is left then is dead-lettered.
   * A queue that was passed in stays open.
   */
  close(): Promise<void> {
    this.#closing ??= this.#close()
    return this.#closing
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close()
  }

  /** Throws when it, or its core, is observed already. */
  [observeDeliveries](observer: DeliveryObserver): () => void {
    if (this.#observer !== null) throw new Error('this MessageQueueProcessor is being observed already')
    this.#observer = observer
    try {
      this.#observeCore()
    } catch (error) {
      this.#observer = null
      throw error
    }
    return () => {
      if (this.#observer !== observer) return
      this.#observer = null
      this.#endCoreObservation?.()
      this.#endCoreObservation = null
    }
  }

  get [processorParts](): ProcessorParts {
    return { core: this.#core, queue: this.#queue, consumer: this.#consumer }
  }

  /** Null where `message` was accepted at once, so that the common case makes no promise. */
  #submit(
    message: Message,
    resolve: (() => void) | null,
    reject: ((error: Error) => void) | null,
  ): Promise<void> | null {
    if (this.#closing !== null) {
      const cause = new QueueClosedError('processor')
      const error = new DeliveryError('refused', message, this.#addresseesOf(message), cause.message, cause)
      reject?.(error)
      return Promise.reject(error)
    }
    const observer = this.#observer
    // Listed once for both ends; without an observer, not at all.
    const addressees = observer === null ? null : this.#addresseesOf(message)
    // Before the queue has it: a consumer may be done with it before the queue says that it took it.
    const tracked = this.#tracked.add(message, resolve, reject)
    this.#startLoops()
    try {
      if (offer({ queue: this.#queue, own: this.#ownQueue, tracked, observer, addressees })) return null
    } catch (error) {
      return Promise.reject(this.#notTaken(tracked, error))
    }
    return this.#submitSlowly(tracked, addressees)
  }

  async #submitSlowly(tracked: TrackedMessage, addressees: readonly string[] | null): Promise<void> {
    const { message } = tracked
    try {
      const own = this.#ownQueue
      await (own === null ? this.#queue.enqueue(message) : own.enqueue(message, tracked))
    } catch (error) {
      throw this.#notTaken(tracked, error)
    }
    this.#observer?.enqueueOk(message, addressees ?? this.#addresseesOf(message))
  }

  #notTaken(tracked: TrackedMessage, cause: unknown): DeliveryError {
    const { message } = tracked
    const addressees = this.#addresseesOf(message)
    const refused = isRefusal(cause)
    if (refused) this.#observer?.enqueueFailed(message, addressees)
    const detail = cause instanceof Error ? cause.message : String(cause)
    const error = new DeliveryError(refused ? 'refused' : 'unknown', message, addressees, detail, cause)
    this.#tracked.settle(tracked, error)
    return error
  }

  #addresseesOf(message: Message): readonly string[] {
    return addresseesOf(message, this.#options.agents)
  }

  #startLoops(): void {
    const core = this.#core
    if (this.#running > 0 || core === null || this.#stop.signal.aborted) return
    const { clock, random, agents, concurrency, batchSize, maxAttempts, retryDelayMs } = this.#options
    // No spread: V8 would give each of them a shape of its own, and every message reads from it.
    const worker = (this.#worker = new DeliveryWorker({
      clock,
      random,
      agents,
      batchSize,
      maxAttempts,
      retryDelayMs,
      core,
      queue: this.#queue,
      consumer: this.#consumer,
      tracked: this.#tracked,
      signal: this.#stop.signal,
      onDelivered: (message, inbox) => {
        // A core that can be observed tells it itself, where it happens.
        if (this.#endCoreObservation === null) this.#observer?.delivered(message, inbox)
      },
      giveUp: (tracked, reason) => this.#giveUp(tracked, reason),
      onQueueError: (error) => this.#queueErrors.add(error),
    }))
    this.#running = concurrency
    for (let loop = 0; loop < concurrency; loop++)
      void new DeliveryLoop(worker).run().then(() => this.#running--)
  }

  #giveUp(tracked: TrackedMessage, reason: string): void {
    if (tracked.settled) return
    const { message, attempts } = tracked
    const undelivered = tracked.remaining ?? this.#addresseesOf(message)
    this.#deadLetters.add({ message, undelivered, attempts, reason })
    for (const inbox of undelivered) this.#observer?.deadLettered(message, inbox)
    this.#tracked.settle(tracked, new DeliveryError('dead-lettered', message, undelivered, reason))
  }

  async #close(): Promise<void> {
    const timeout = new AbortController()
    const cancelTimeout = this.#clock.after(this.#options.closeTimeoutMs, () => timeout.abort())
    await this.drain(timeout.signal)
    cancelTimeout()
    for (const tracked of this.#tracked.toArray()) this.#giveUp(tracked, 'closed')
    this.#stop.abort()
    this.#forgetQueue()
    if (this.#queue instanceof InMemoryMessageQueue && this.#options.queue === undefined) {
      this.#queue.close()
      // Its leases' timers would keep the process alive for nothing.
      this.#queue.clear()
    }
  }

  #load(): Promise<void> {
    this.#loading ??= loadDefaultCore().then(
      (core) => {
        this.#core = core
        this.#observeCore()
      },
      (error: unknown) => {
        // The next send tries again: the application may have registered its core meanwhile.
        this.#loading = null
        throw error
      },
    )
    return this.#loading
  }

  #observeCore(): void {
    if (this.#observer === null || !isObservable(this.#core)) return
    this.#endCoreObservation = this.#core[observeDeliveries](this.#observer)
  }
}
