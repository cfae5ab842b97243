import type { Message } from './message.ts'
import { TrackedMessage } from './tracked-message.ts'

interface Drain {
  /** Only messages tracked before this serial are waited for, so that a steady stream cannot keep a drain open. */
  before: number
  left: number
  finish: (drained: boolean) => void
}

/** Bounds the memory for redeliveries that never come, since another consumer of the queue got them. */
const REDELIVERIES_EXPECTED = 10_000

/** The messages under way of a processor. By id, not by object, since a queue may hand back a copy. */
export class TrackedMessages {
  readonly #byId = new Map<string, TrackedMessage>()
  readonly #drains = new Set<Drain>()
  readonly #redeliveries = new Set<string>()
  #size = 0
  #serial = 0

  get size(): number {
    return this.#size
  }

  add(
    message: Message,
    resolve: (() => void) | null,
    reject: ((error: Error) => void) | null,
  ): TrackedMessage {
    const tracked = new TrackedMessage(message, this.#serial++, resolve, reject)
    const twin = this.#byId.get(message.id)
    if (twin === undefined) this.#byId.set(message.id, tracked)
    else insertLast(twin, tracked)
    this.#size++
    return tracked
  }

  /** The tracked message of this id; of several, the first that no consumer has. */
  find(id: string): TrackedMessage | undefined {
    const first = this.#byId.get(id)
    if (first === undefined || first.twin === null) return first
    let one: TrackedMessage | null = first
    while (one !== null && one.taken) one = one.twin
    return one ?? first
  }

  /**
   * A delivery of the message `id` is over, and its lease was still `held`, or not: then the queue delivers the message
   * again, although its outcome may be final.
   */
  endDelivery(id: string, held: boolean): void {
    if (held) {
      if (this.#redeliveries.size > 0) this.#redeliveries.delete(id)
      return
    }
    this.#redeliveries.add(id)
    if (this.#redeliveries.size <= REDELIVERIES_EXPECTED) return
    for (const oldest of this.#redeliveries) {
      this.#redeliveries.delete(oldest)
      return
    }
  }

  /** Whether a delivery of the message `id`, which is not tracked, is only the repetition of one that came to its end. */
  isRepetition(id: string): boolean {
    return this.#redeliveries.size > 0 && this.#redeliveries.has(id)
  }

  /** Its outcome is final. Rejects with `error` where one is given. Does nothing the second time. */
  settle(tracked: TrackedMessage, error: Error | null): void {
    if (tracked.settled) return
    tracked.settled = true
    this.#forget(tracked)
    if (error === null) tracked.resolve?.()
    else tracked.reject?.(error)
    if (this.#drains.size === 0) return
    for (const drain of this.#drains) {
      if (tracked.serial < drain.before && --drain.left === 0) drain.finish(true)
    }
  }

  /** True once everything tracked by now is settled, false as soon as `signal` aborts before that. */
  drain(signal?: AbortSignal): Promise<boolean> {
    if (this.#size === 0) return Promise.resolve(true)
    if (signal?.aborted) return Promise.resolve(false)
    return new Promise((resolve) => {
      const drain: Drain = { before: this.#serial, left: this.#size, finish }
      const abort = (): void => finish(false)
      signal?.addEventListener('abort', abort, { once: true })
      const drains = this.#drains
      drains.add(drain)
      function finish(drained: boolean): void {
        drains.delete(drain)
        signal?.removeEventListener('abort', abort)
        resolve(drained)
      }
    })
  }

  toArray(): TrackedMessage[] {
    const all: TrackedMessage[] = []
    for (const first of this.#byId.values()) {
      for (let one: TrackedMessage | null = first; one !== null; one = one.twin) all.push(one)
    }
    return all
  }

  #forget(tracked: TrackedMessage): void {
    this.#size--
    const { id } = tracked.message
    const first = this.#byId.get(id)
    if (first === tracked) {
      if (tracked.twin === null) this.#byId.delete(id)
      else this.#byId.set(id, tracked.twin)
      return
    }
    let one = first
    while (one !== undefined && one.twin !== tracked) one = one.twin ?? undefined
    if (one !== undefined) one.twin = tracked.twin
  }
}

function insertLast(first: TrackedMessage, added: TrackedMessage): void {
  let last = first
  while (last.twin !== null) last = last.twin
  last.twin = added
}
