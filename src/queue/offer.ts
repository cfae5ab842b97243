import type { InMemoryMessageQueue } from './in-memory-message-queue.ts'
import type { MessageQueue } from './message-queue.ts'
import type { DeliveryObserver } from './observation.ts'
import { plainOffer } from './plain-methods.ts'
import type { TrackedMessage } from './tracked-message.ts'

export interface Offer {
  readonly queue: MessageQueue
  /** The same, where it is of our own make. */
  readonly own: InMemoryMessageQueue | null
  readonly tracked: TrackedMessage
  readonly observer: DeliveryObserver | null
  /** Those of the message; null without an observer. */
  readonly addressees: readonly string[] | null
}

/**
 * Whether the queue has taken the message at once. Whatever comes of it, the observer knows that it was tried. Throws what
 * the queue throws.
 */
export function offer(parts: Offer): boolean {
  const { tracked, observer, addressees } = parts
  if (observer === null || addressees === null) return put(parts)
  const { message } = tracked
  // Nothing but its bookkeeping runs in our own: that it was tried need not be told before.
  if (parts.own?.offer === plainOffer) return offerAtOnce(parts, observer, addressees)
  observer.enqueueInvoked(message, addressees)
  const taken = put(parts)
  if (taken) observer.enqueueOk(message, addressees)
  return taken
}

function offerAtOnce(parts: Offer, observer: DeliveryObserver, addressees: readonly string[]): boolean {
  const { message } = parts.tracked
  let taken = false
  try {
    taken = put(parts)
  } finally {
    if (taken) observer.enqueued(message, addressees)
    else observer.enqueueInvoked(message, addressees)
  }
  return taken
}

/** Our own says with a lease what was put in with the message. */
function put({ queue, own, tracked }: Offer): boolean {
  return own === null ? queue.offer(tracked.message) : own.offer(tracked.message, tracked)
}
