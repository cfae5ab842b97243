import { observeDeliveries, type DeliveryObserver } from '../../src/queue/observation.ts'
import type { Message } from '../../src/queue/message.ts'

type Way = 'asyncDispose' | 'dispose' | 'close'
const keys = { asyncDispose: Symbol.asyncDispose, dispose: Symbol.dispose, close: 'close' } as const

/** A target that counts how often it was built and closed. */
export function spiedTarget(ways: readonly Way[] = ['close'], closing: () => unknown = () => {}) {
  const seen = { built: 0, closed: [] as Way[] }
  const target = (): object => {
    seen.built++
    const methods = ways.map((way) => [keys[way], () => (seen.closed.push(way), closing())])
    return Object.fromEntries(methods) as object
  }
  return { seen, target }
}

/** A queue that a run can observe, and that does as it is told. */
export class PretendQueue {
  depth = 0
  #observer: DeliveryObserver | null = null
  #sequence = 0

  get observed(): boolean {
    return this.#observer !== null
  }

  [observeDeliveries](observer: DeliveryObserver): () => void {
    this.#observer = observer
    return () => {
      this.#observer = null
    }
  }

  /** Sends a message to `inbox` that arrives `copies` times. */
  send(inbox: string, copies = 1): void {
    const message = this.accept(inbox)
    for (let copy = 0; copy < copies; copy++) this.deliver(message, inbox)
  }

  /** Takes a message to `inbox`, and never delivers it. */
  giveUp(inbox: string): void {
    this.#observer?.deadLettered(this.accept(inbox), inbox)
  }

  /** Takes a message to `inbox`, to be delivered later or never. */
  accept(inbox: string): Message {
    const message = { producer: 'p', sequence: this.#sequence++ } as Message
    this.#observer?.enqueueInvoked(message, [inbox])
    this.#observer?.enqueueOk(message, [inbox])
    return message
  }

  deliver(message: Message, inbox: string): void {
    this.#observer?.delivered(message, inbox)
  }
}
