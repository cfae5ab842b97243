import { lease as leaseOf } from '../../../src/check/asserting.ts'
import { sleep } from '../../../src/foundation/clock.ts'
import type { Lease } from '../../../src/queue/message-queue.ts'
import type { Message } from '../../../src/queue/message.ts'
import type { Given, RunMiniature } from '../support/miniature.ts'
import { SmallQueue } from '../support/small-queue.ts'
import { startWorkers } from '../support/start-workers.ts'

const leaseMs = 60

/** Both sides of a partition serve their clients; when it heals, one side is thrown away. As a lock, it has two holders. */
export const mirrorDroppedOnHeal: RunMiniature = {
  name: 'mirror-dropped-on-heal',
  source: 'RabbitMQ mirrored queues with autoheal: aphyr.com/posts/315, rabbitmq.com/ha.html',
  drawFaults: (random) => [
    { kind: 'crash', at: random.integer(2, 6), lastsMs: 5 },
    { kind: 'partition', at: random.integer(20, 30), lastsMs: random.integer(35, 45) },
  ],
  scenario: { messages: 40, guarantees: ['atLeastOnce', leaseOf({ visibilityMs: leaseMs })] },
  expected: {
    verdict: 'fail',
    violations: {
      atLeastOnce: ['lost_middle'],
      'lease(60 ms)': ['early-redelivery', 'lost-unacked', 'redelivered-after-ack'],
    },
  },
  build(given) {
    const { clock, faults, size } = given
    const queue = new MirroredQueue(given)
    startWorkers(queue, Math.min(2, size.workers), async (lease, delivery) => {
      await sleep(clock, 6)
      const crash = faults.strike('crash', delivery)
      if (crash) await sleep(clock, crash.lastsMs)
      else queue.ack(lease)
    })
    const otherSide = { take: () => queue.take('mirror'), change: () => sleep(clock, 2) }
    startWorkers(otherSide, 1, (lease) => sleep(clock, 6).then(() => queue.ack(lease)))
    return queue
  },
}

/** The queue is the master; its mirror is exact, so it exists for itself only while it cannot see the master. */
class MirroredQueue extends SmallQueue {
  readonly #given: Given
  #isCut = false
  #mirror: SmallQueue | null = null
  #writes = 0

  constructor(given: Given) {
    super(given.clock, leaseMs)
    this.#given = given
  }

  override get size(): number {
    return super.size + (this.#mirror?.size ?? 0)
  }
  override get inFlight(): number {
    return super.inFlight + (this.#mirror?.inFlight ?? 0)
  }

  override async enqueue(message: Message): Promise<void> {
    if (message.producer === 'producer-1') await super.enqueue(message)
    else await this.#enqueueAtMirror(message)
    const partition = this.#given.faults.strike('partition', this.#writes++)
    if (partition) this.#cut(partition.lastsMs)
  }

  override take(side?: 'mirror'): Lease | null {
    if (side === 'mirror' && this.#isCut) return this.#mirror?.take() ?? null
    return super.take()
  }

  override ack(lease: Lease): boolean {
    return super.ack(lease) || this.#mirror?.ack(lease) === true
  }

  async #enqueueAtMirror(message: Message): Promise<void> {
    // A minority that pauses leaves its clients waiting.
    while (this.#isCut && this.#mirror === null) await sleep(this.clock, 5)
    await (this.#mirror === null ? super.enqueue(message) : this.#mirror.enqueue(message))
  }

  #cut(lastsMs: number): void {
    this.#isCut = true
    if (this.#given.bug) {
      this.#mirror = new SmallQueue(this.clock, leaseMs)
      for (const { job } of this.held.values()) this.#mirror.offer(job.message)
      for (const { message } of this.waiting) this.#mirror.offer(message)
    }
    this.clock.after(lastsMs, () => {
      this.#isCut = false
      this.#mirror = null
    })
  }
}
