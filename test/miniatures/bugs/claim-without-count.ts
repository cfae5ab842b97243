import { lease as leaseOf } from '../../../src/check/asserting.ts'
import { sleep } from '../../../src/foundation/clock.ts'
import type { Lease } from '../../../src/queue/message-queue.ts'
import type { RunMiniature } from '../support/miniature.ts'
import { SmallQueue, type Job } from '../support/small-queue.ts'
import { startWorkers } from '../support/start-workers.ts'

const minIdleMs = 40
const maxDeliveries = 3

/** What was idle too long is claimed by others; its count of deliveries stays, and anybody may ack it. */
export const claimWithoutCount: RunMiniature = {
  name: 'claim-without-count',
  source: 'Redis Streams, XAUTOCLAIM with JUSTID, XACK by anyone: redis.io/commands/xautoclaim',
  drawFaults: (random) => [
    { kind: 'pause', at: random.integer(2, 7), lastsMs: random.integer(25, 35) },
    { kind: 'poison', at: random.integer(11, 16), lastsMs: 0 },
  ],
  scenario: {
    messages: 10,
    thinkTimeMs: 20,
    guarantees: ['atLeastOnce', leaseOf({ visibilityMs: minIdleMs, maxDeliveries })],
  },
  expected: {
    verdict: 'fail',
    violations: { 'lease(40 ms)': ['poison-not-dead-lettered', 'stale-ack-accepted'] },
  },
  build({ bug, clock, faults, size }) {
    const Queue = bug ? PendingEntries : SmallQueue
    const queue = new Queue(clock, minIdleMs, maxDeliveries)
    /** How often a message will still bring its worker down. */
    const poison = new Map<string, number>()
    startWorkers(queue, Math.min(6, size.workers), async (lease, delivery) => {
      const { id } = lease.message
      if (faults.strike('poison', delivery)) poison.set(id, 6)
      await sleep(clock, 10)
      const left = poison.get(id) ?? 0
      if (left > 0) return poison.set(id, left - 1)
      await sleep(clock, faults.strike('pause', delivery)?.lastsMs ?? 0)
      await sleep(clock, 10)
      queue.ack(lease)
    })
    return queue
  },
}

class PendingEntries extends SmallQueue {
  protected override lend(job: Job): Lease {
    if (job.deliveries > 0) job.deliveries--
    return super.lend(job)
  }

  protected override heldBy({ message }: Lease) {
    return this.held.get(message.id)
  }
}
