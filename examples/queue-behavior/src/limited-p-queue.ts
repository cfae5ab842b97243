import type { Message, QueueCapabilities } from 'vitest-stress/queue'
import { PQueueQueue } from './p-queue-queue.ts'

/**
 * Held to a size as p-queue's readme says: "If you want to avoid having the queue grow beyond a certain size you can `await
 * queue.onSizeLessThan()` before adding a new item."
 */
export class LimitedPQueue extends PQueueQueue {
  override readonly capabilities: QueueCapabilities
  readonly #limit: number

  constructor(limit: number) {
    super()
    this.#limit = limit
    this.capabilities = {
      ...new PQueueQueue().capabilities,
      capacity: limit,
      overflow: 'back-pressure',
    }
  }

  override async enqueue(message: Message): Promise<void> {
    await this.queue.onSizeLessThan(this.#limit)
    return super.enqueue(message)
  }

  override offer(message: Message): boolean {
    return this.queue.size < this.#limit && super.offer(message)
  }
}
