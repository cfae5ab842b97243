import type { Lease } from './message-queue.ts'
import { Ring } from './ring.ts'

/** Who waits for a message. */
export interface WaitingConsumer {
  /** What ends the wait. */
  readonly signal: AbortSignal | undefined
  /** Ends the wait, once; null: without a message. */
  serve(lease: Lease | null): void
}

class PromisedLease implements WaitingConsumer {
  readonly serve: (lease: Lease | null) => void
  readonly signal: AbortSignal | undefined
  constructor(serve: (lease: Lease | null) => void, signal: AbortSignal | undefined) {
    this.serve = serve
    this.signal = signal
  }
}

/** Consumers that wait for a message; who came first is served first. */
export class WaitingConsumers {
  readonly #waiting = new Ring<WaitingConsumer>()
  readonly #watched = new WeakSet<AbortSignal>()
  /** The signal that came last: nearly always the next one, too. */
  #signal: AbortSignal | undefined

  get length(): number {
    return this.#waiting.length
  }

  wait(signal: AbortSignal | undefined): Promise<Lease | null> {
    return new Promise((resolve) => this.add(new PromisedLease(resolve, signal)))
  }

  add(consumer: WaitingConsumer): void {
    const { signal } = consumer
    if (signal !== this.#signal) {
      if (signal !== undefined) this.#watch(signal)
      this.#signal = signal
    }
    this.#waiting.push(consumer)
  }

  /** Hands `lease` to the consumer that waits longest. There must be one. */
  serve(lease: Lease): void {
    this.#waiting.shift()!.serve(lease)
  }

  releaseAll(): void {
    for (let one = this.#waiting.shift(); one; one = this.#waiting.shift()) one.serve(null)
  }

  /**
   * One listener a signal, not one a wait: a consumer's loop waits with the same signal again and again. The listener
   * holds the queue weakly, so that a signal which lives long does not keep it.
   */
  #watch(signal: AbortSignal): void {
    if (this.#watched.has(signal)) return
    this.#watched.add(signal)
    const reference = new WeakRef(this)
    const release = (): void => {
      const queue = reference.deref()
      if (queue !== undefined) queue.#release(signal)
    }
    signal.addEventListener('abort', release, { once: true })
  }

  #release(signal: AbortSignal): void {
    // What it belongs to may be at its end, and should not be kept.
    if (this.#signal === signal) this.#signal = undefined
    // Once around, so that those who stay keep their order.
    for (let left = this.#waiting.length; left > 0; left--) {
      const one = this.#waiting.shift()!
      if (one.signal === signal) one.serve(null)
      else this.#waiting.push(one)
    }
  }
}
