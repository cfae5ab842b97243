import type { ObservedChannel } from '../../../src/observe/channel.ts'
import type { Message } from '../../../src/queue/message.ts'

/** A system that takes messages and tells when each of them took effect. */
export abstract class SmallChannel implements ObservedChannel<Message> {
  #tell: (message: Message) => void = () => {}

  /** Messages inside, waiting or in work. */
  abstract get size(): number
  abstract send(message: Message): unknown

  idOf({ producer, sequence }: Message): { producer: string; sequence: number } {
    return { producer, sequence }
  }

  onMessage(listener: (message: Message) => void): void {
    this.#tell = listener
  }

  /** The message takes effect. */
  protected deliver(message: Message): void {
    this.#tell(message)
  }
}
