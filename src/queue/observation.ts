import type { Message } from './message.ts'

/**
 * What a run wants to be told of a queue, to account for every message. All calls are synchronous and must not throw.
 * `enqueueInvoked` comes before the queue could have seen the message.
 */
export interface DeliveryObserver {
  enqueueInvoked(message: Message, addressees: readonly string[]): void
  /** The queue took responsibility for the message. */
  enqueueOk(message: Message, addressees: readonly string[]): void
  /** Both in one, right after it, where nobody else could have done anything meanwhile. */
  enqueued(message: Message, addressees: readonly string[]): void
  /** The queue certainly did not take the message. */
  enqueueFailed(message: Message, addressees: readonly string[]): void
  /** The message took effect in `inbox`; called once for each time it did. */
  delivered(message: Message, inbox: string): void
  /** The queue gave up on delivering the message to `inbox`. */
  deadLettered(message: Message, inbox: string): void
}

/** The key under which an object can be observed. A registered symbol, so that two copies of the package agree. */
export const observeDeliveries: unique symbol = Symbol.for('vitest-stress.observeDeliveries')

/**
 * An object whose deliveries a run can account for. `observeDeliveries` returns a function that ends the observation. A
 * core that wraps another should pass it on: what a core merely claims proves little.
 */
export interface Observable {
  /** `claimed`: deliveries are told from what a core answered, not from where they take effect. Default: `observed`. */
  readonly deliveryEvidence?: 'observed' | 'claimed'
  [observeDeliveries](observer: DeliveryObserver): () => void
}

export function isObservable(value: unknown): value is Observable {
  return typeof value === 'object' && value !== null && observeDeliveries in value
}
