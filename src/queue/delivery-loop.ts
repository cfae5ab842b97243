import { sleep } from '../foundation/clock.ts'
import { plainHandle } from './consumer.ts'
import type { DeliveryWorker, DeliveryWorkerParts } from './delivery-worker.ts'
import type { InMemoryMessageQueue } from './in-memory-message-queue.ts'
import { EVERYONE, type Message } from './message.ts'
import type { Lease } from './message-queue.ts'
import { reasonOf, unknownOutcome, type SendOutcome } from './messaging-core.ts'
import { plainDequeue } from './plain-methods.ts'
import type { TrackedMessage } from './tracked-message.ts'
import type { WaitingConsumer } from './waiting-consumers.ts'

/** After so many messages without a wait a loop lets I/O and timers have a turn; they would starve otherwise. */
const BURST = 256
/** The pause after the queue failed; doubles with each failure in a row, up to about 1 s. */
const PAUSE_MS = 1
const LONGEST_PAUSE_DOUBLINGS = 10

const soon = Promise.resolve()

/**
 * Takes one message after the other and works on it, until the signal aborts or the queue is closed and empty. Steps that
 * call each other: an async function, and the promise that it would wait by, cost as much as all else that is done for a
 * message.
 */
export class DeliveryLoop implements WaitingConsumer {
  readonly signal: AbortSignal
  readonly #worker: DeliveryWorker
  readonly #parts: DeliveryWorkerParts
  #burst = 0
  #failures = 0
  /** What it works on, or is about to. */
  #lease: Lease | null = null
  #own: TrackedMessage | undefined
  #isInHand = false
  #end: () => void = () => {}
  // Made once: functions for each message are a good part of what it costs.
  readonly #begin = (): void => this.#workOn(this.#lease!)
  readonly #came = (lease: Lease | null): void => (lease === null ? this.#end() : this.#workOn(lease))
  readonly #sent = (outcome: SendOutcome | undefined): void => this.#settle(outcome)
  readonly #threw = (error: unknown): void => this.#settle(unknownOutcome(error))
  readonly #done = (): void => this.#finish()
  readonly #failed = (error: unknown): void => this.#pause(error)

  constructor(worker: DeliveryWorker) {
    this.#worker = worker
    this.#parts = worker.parts
    this.signal = worker.parts.signal
  }

  /** Settles when it ends; never rejects. */
  run(): Promise<void> {
    return new Promise((resolve) => {
      this.#end = resolve
      this.#next()
    })
  }

  /** Gives it what it waited for; null: nothing will come any more. */
  serve(lease: Lease | null): void {
    if (lease === null) return this.#end()
    this.#lease = lease
    // Not at once: whoever has just put the message in is to hear first that it was taken.
    void soon.then(this.#begin)
  }

  #next(): void {
    if (this.#worker.ended) return this.#end()
    try {
      const lease = this.#parts.queue.take()
      if (lease === null) return this.#wait()
      if (++this.#burst < BURST) return this.#workOn(lease)
      this.#burst = 0
      this.#lease = lease
      void this.#parts.clock.yield().then(this.#begin, this.#failed)
    } catch (error) {
      this.#pause(error)
    }
  }

  #wait(): void {
    const { queue, signal } = this.#parts
    this.#burst = 0
    // An idle loop is not to keep a message.
    this.#lease = null
    this.#own = undefined
    // Whoever has put something in the place of `dequeue` is to be asked.
    if (queue.dequeue === plainDequeue) (queue as InMemoryMessageQueue).dequeueFor(this)
    else void Promise.resolve(queue.dequeue(signal)).then(this.#came, this.#failed)
  }

  #workOn(lease: Lease): void {
    const worker = this.#worker
    const { consumer, tracked, batchSize } = this.#parts
    this.#lease = lease
    this.#isInHand = true
    worker.working++
    try {
      const { message } = lease
      if (batchSize > 1) return this.#after(worker.workOnBatch(lease))
      if (consumer.handle !== plainHandle) return this.#after(worker.handle(lease))
      if (message.recipient === EVERYONE || tracked.isRepetition(message.id))
        return this.#after(worker.workOn(lease))
      const own = tracked.of(lease)
      if (own !== undefined) own.taken = true
      this.#own = own
      void this.#send(message).then(this.#sent, this.#threw)
    } catch (error) {
      this.#pause(error)
    }
  }

  #after(work: Promise<void>): void {
    void Promise.resolve(work).then(this.#done, this.#failed)
  }

  #send(message: Message): Promise<SendOutcome | undefined> {
    try {
      return Promise.resolve(this.#parts.core.sendMessage(message))
    } catch (error) {
      return Promise.resolve(unknownOutcome(error))
    }
  }

  #settle(outcome: SendOutcome | undefined): void {
    const lease = this.#lease!
    try {
      if (outcome?.status === 'delivered') {
        this.#parts.onDelivered(lease.message, lease.message.recipient)
        this.#worker.complete(lease, this.#own)
      } else {
        const retried = this.#worker.fail(lease, this.#own, [lease.message.recipient], reasonOf(outcome))
        if (retried !== null) return this.#after(retried)
      }
    } catch (error) {
      return this.#pause(error)
    }
    this.#finish()
  }

  #finish(): void {
    this.#failures = 0
    this.#putDown()
    this.#next()
  }

  #putDown(): void {
    if (!this.#isInHand) return
    this.#isInHand = false
    this.#worker.working--
  }

  /** The queue itself failed (a lost connection, say). The loop must outlive that, and must not spin. */
  #pause(error: unknown): void {
    const { clock, signal, onQueueError } = this.#parts
    onQueueError(error)
    const pauseMs = PAUSE_MS * 2 ** Math.min(this.#failures++, LONGEST_PAUSE_DOUBLINGS)
    void sleep(clock, pauseMs, signal).then(() => {
      this.#putDown()
      this.#next()
    })
  }
}
