import { HeldMessage } from './held-message.ts'
import { LinkedList } from './linked-list.ts'
import type { Message } from './message.ts'
import type { Lease } from './message-queue.ts'
import { TrackedMessage } from './tracked-message.ts'

interface Drain {
  /** Only messages tracked before this serial are waited for, so that a steady stream cannot keep a drain open. */
  before: number
  left: number
  finish: (drained: boolean) => void
}

/** Bounds the memory for redeliveries that never come, since another consumer of the queue got them. */
const REDELIVERIES_EXPECTED = 10_000

/**
 * The messages under way of a processor. Our own queue says with a lease which of them it is for; any other may hand back a
 * copy, and is asked for the id.
 */
export class TrackedMessages {
  /** In the order in which they came. */
  readonly #all = new LinkedList<TrackedMessage>()
  /** Made when it is first asked for, and kept from then on: it costs as much as all else that is done for a message. */
  #byId: Map<string, TrackedMessage> | null = null
  readonly #drains = new Set<Drain>()
  readonly #redeliveries = new Set<string>()
  #serial = 0

  get size(): number {
    return this.#all.length
  }

  add(
    message: Message,
    resolve: (() => void) | null,
    reject: ((error: Error) => void) | null,
  ): TrackedMessage {
    const tracked = new TrackedMessage(message, this.#serial++, resolve, reject)
    this.#all.append(tracked)
    if (this.#byId !== null) addTo(this.#byId, tracked)
    return tracked
  }

  /** The tracked message that `lease` is for. */
  of(lease: Lease): TrackedMessage | undefined {
    const owner = lease instanceof HeldMessage ? lease.owner : null
    // Another processor may share the queue, and have put the message in.
    if (owner instanceof TrackedMessage && owner.list === this.#all) return owner
    return this.find(lease.message.id)
  }

  /** The tracked message of this id; of several, the first that no consumer has. */
  find(id: string): TrackedMessage | undefined {
    const first = this.#index().get(id)
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
    if (this.#all.length === 0) return Promise.resolve(true)
    if (signal?.aborted) return Promise.resolve(false)
    return new Promise((resolve) => {
      const drain: Drain = { before: this.#serial, left: this.#all.length, finish }
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
    for (let one = this.#all.first; one !== null; one = one.next) all.push(one)
    return all
  }

  #forget(tracked: TrackedMessage): void {
    this.#all.remove(tracked)
    if (this.#byId !== null) removeFrom(this.#byId, tracked)
  }

  #index(): Map<string, TrackedMessage> {
    if (this.#byId === null) {
      this.#byId = new Map()
      for (let one = this.#all.first; one !== null; one = one.next) addTo(this.#byId, one)
    }
    return this.#byId
  }
}

function addTo(byId: Map<string, TrackedMessage>, added: TrackedMessage): void {
  let last = byId.get(added.message.id)
  if (last === undefined) {
    byId.set(added.message.id, added)
    return
  }
  while (last.twin !== null) last = last.twin
  last.twin = added
}

function removeFrom(byId: Map<string, TrackedMessage>, tracked: TrackedMessage): void {
  const { id } = tracked.message
  const first = byId.get(id)
  if (first === tracked) {
    if (tracked.twin === null) byId.delete(id)
    else byId.set(id, tracked.twin)
    return
  }
  let one = first
  while (one !== undefined && one.twin !== tracked) one = one.twin ?? undefined
  if (one !== undefined) one.twin = tracked.twin
}
