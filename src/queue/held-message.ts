import type { Linked, LinkedList } from './linked-list.ts'
import type { Message } from './message.ts'
import type { Lease } from './message-queue.ts'

/**
 * A message from its first delivery on: the lease that a consumer holds, and the link in whichever list it stands.
 * Each delivery has an object of its own, so that the lease of an earlier one can be told apart.
 */
export class HeldMessage implements Lease, Linked<HeldMessage> {
  readonly message: Message
  readonly deliveryCount: number
  /** Its place among the first deliveries; within a priority that is the order of arrival. */
  readonly arrival: number
  /** What whoever put the message in gave along with it. */
  readonly owner: object | null
  expiresAtMs = 0
  list: LinkedList<HeldMessage> | null = null
  previous: HeldMessage | null = null
  next: HeldMessage | null = null

  constructor(message: Message, deliveryCount: number, arrival: number, owner: object | null) {
    this.message = message
    this.deliveryCount = deliveryCount
    this.arrival = arrival
    this.owner = owner
  }

  /** The same message, for its next delivery. */
  again(): HeldMessage {
    return new HeldMessage(this.message, this.deliveryCount + 1, this.arrival, this.owner)
  }
}
