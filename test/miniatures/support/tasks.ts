import type { Lease } from '../../../src/queue/message-queue.ts'
import type { Message } from '../../../src/queue/message.ts'
import { SmallChannel } from './small-channel.ts'
import type { SmallQueue } from './small-queue.ts'
import { startWorkers } from './start-workers.ts'

/** A queue and its workers, seen from outside: what is sent, and what was done. */
export class Tasks extends SmallChannel {
  readonly queue: SmallQueue
  #inWork = 0

  constructor(queue: SmallQueue) {
    super()
    this.queue = queue
  }

  get size(): number {
    // A queue may have let go of what its workers still have in hand.
    return this.queue.size + Math.max(this.queue.inFlight, this.#inWork)
  }

  send(message: Message): unknown {
    return this.queue.enqueue(message)
  }

  start(workers: number, work: (lease: Lease, delivery: number) => Promise<unknown>): void {
    startWorkers(this.queue, workers, async (lease, delivery) => {
      this.#inWork++
      await work(lease, delivery)
      this.#inWork--
    })
  }

  /** The work on `lease` took effect. */
  finish(lease: Lease): void {
    this.deliver(lease.message)
    this.queue.ack(lease)
  }
}
