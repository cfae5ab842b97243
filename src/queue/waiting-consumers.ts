import { LinkedList, type Linked } from './linked-list.ts'
import type { Lease } from './message-queue.ts'

class WaitingConsumer implements Linked<WaitingConsumer> {
  readonly resolve: (lease: Lease | null) => void
  readonly signal: AbortSignal | undefined
  list: LinkedList<WaitingConsumer> | null = null
  previous: WaitingConsumer | null = null
  next: WaitingConsumer | null = null
  constructor(resolve: (lease: Lease | null) => void, signal: AbortSignal | undefined) {
    this.resolve = resolve
    this.signal = signal
  }
}

/** Consumers that wait for a message; who came first is served first. */
export class WaitingConsumers {
  readonly #waiting = new LinkedList<WaitingConsumer>()
  readonly #watched = new WeakSet<AbortSignal>()
  /** The signal that came last: nearly always the next one, too. */
  #signal: AbortSignal | undefined
  // Made once: a function for each wait is a good part of what the wait costs.
  readonly #append = (resolve: (lease: Lease | null) => void): void =>
    this.#waiting.append(new WaitingConsumer(resolve, this.#signal))

  get length(): number {
    return this.#waiting.length
  }

  wait(signal: AbortSignal | undefined): Promise<Lease | null> {
    if (signal !== this.#signal) {
      if (signal !== undefined) this.#watch(signal)
      this.#signal = signal
    }
    return new Promise(this.#append)
  }

  /** Hands `lease` to the consumer that waits longest. There must be one. */
  serve(lease: Lease): void {
    this.#waiting.shift()!.resolve(lease)
  }

  releaseAll(): void {
    for (let one = this.#waiting.shift(); one !== null; one = this.#waiting.shift()) one.resolve(null)
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
    let one = this.#waiting.first
    while (one !== null) {
      const next: WaitingConsumer | null = one.next
      if (one.signal === signal) {
        this.#waiting.remove(one)
        one.resolve(null)
      }
      one = next
    }
  }
}
