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

  get length(): number {
    return this.#waiting.length
  }

  wait(signal: AbortSignal | undefined): Promise<Lease | null> {
    if (signal !== undefined) this.#watch(signal)
    return new Promise((resolve) => this.#waiting.append(new WaitingConsumer(resolve, signal)))
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
