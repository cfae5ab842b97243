import { HeldMessage } from './held-message.ts'
import { LinkedList } from './linked-list.ts'
import type { Message } from './message.ts'
import { Ring } from './ring.ts'

/** Above this many, a class of priority that has run empty is dropped; below, it is kept for the next message. */
const CLASSES_KEPT = 16

/** What waits at one priority: what came back stands before what was never delivered. */
class PriorityClass {
  readonly priority: number
  readonly returned = new LinkedList<HeldMessage>()
  readonly fresh = new Ring<Message>()
  /** The owner of each in `fresh`. */
  readonly owners = new Ring<object | null>()
  constructor(priority: number) {
    this.priority = priority
  }
}

/** Messages that wait, by priority (higher first), in order of arrival within one, also after a redelivery. */
export class WaitingMessages {
  /** Highest priority first. Few in practice, so a walk from the front beats any cleverer structure. */
  readonly #classes: PriorityClass[] = []
  #size = 0
  #firstDeliveries = 0

  get size(): number {
    return this.#size
  }

  add(message: Message, owner: object | null): void {
    const { fresh, owners } = this.#classOf(message.priority)
    fresh.push(message)
    owners.push(owner)
    this.#size++
  }

  /** Puts a message back to the front of its priority, in order of arrival among those that came back. */
  putBack(held: HeldMessage): void {
    const { returned } = this.#classOf(held.message.priority)
    let before = returned.last
    while (before !== null && before.arrival > held.arrival) before = before.previous
    returned.insertAfter(before, held)
    this.#size++
  }

  /** `message` for its first delivery, without having waited. */
  firstDelivery(message: Message, owner: object | null): HeldMessage {
    return new HeldMessage(message, 1, this.#firstDeliveries++, owner)
  }

  take(): HeldMessage | null {
    if (this.#size === 0) return null
    this.#size--
    const classes = this.#classes
    let index = 0
    while (classes[index]!.returned.length === 0 && classes[index]!.fresh.length === 0) index++
    const { returned, fresh, owners } = classes[index]!
    const held = returned.length > 0 ? returned.shift()! : this.firstDelivery(fresh.shift()!, owners.shift()!)
    if (classes.length > CLASSES_KEPT && returned.length === 0 && fresh.length === 0) classes.splice(index, 1)
    return held
  }

  clear(): void {
    this.#classes.length = 0
    this.#size = 0
  }

  #classOf(priority: number): PriorityClass {
    const classes = this.#classes
    let low = 0
    let high = classes.length
    while (low < high) {
      const middle = (low + high) >> 1
      if (classes[middle]!.priority > priority) low = middle + 1
      else high = middle
    }
    const found = classes[low]
    if (found !== undefined && found.priority === priority) return found
    const added = new PriorityClass(priority)
    classes.splice(low, 0, added)
    return added
  }
}
