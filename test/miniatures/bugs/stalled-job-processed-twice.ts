import { lease as leaseOf } from '../../../src/check/asserting.ts'
import { sleep } from '../../../src/foundation/clock.ts'
import type { Lease } from '../../../src/queue/message-queue.ts'
import type { RunMiniature } from '../support/miniature.ts'
import { SmallQueue } from '../support/small-queue.ts'
import { startWorkers } from '../support/start-workers.ts'

const lockMs = 100

/** A blocked event loop misses the renewal of its lock; another worker gets the job, and both may finish it. */
export const stalledJobProcessedTwice: RunMiniature = {
  name: 'stalled-job-processed-twice',
  source: 'BullMQ stalled jobs: docs.bullmq.io/guide/jobs/stalled, taskforcesh/bullmq#3183, #3056, #3282',
  drawFaults: (random) => [
    { kind: 'stall', at: random.integer(2, 7), lastsMs: random.integer(75, 95) },
    { kind: 'stall', at: random.integer(10, 15), lastsMs: random.integer(75, 95) },
  ],
  scenario: { messages: 10, thinkTimeMs: 50, guarantees: ['atLeastOnce', leaseOf({ visibilityMs: lockMs })] },
  expected: { verdict: 'fail', violations: { 'lease(100 ms)': ['stale-ack-accepted'] } },
  build({ bug, clock, faults, size }) {
    const queue = bug ? new JobsById(clock, lockMs) : new SmallQueue(clock, lockMs)
    startWorkers(queue, Math.min(6, size.workers), async (lease, delivery) => {
      await sleep(clock, 30)
      // Work and renewal share one event loop.
      await sleep(clock, faults.strike('stall', delivery)?.lastsMs ?? 0)
      await sleep(clock, 20)
      if (!queue.extend(lease)) return
      await sleep(clock, 10)
      queue.ack(lease)
    })
    return queue
  },
}

/** Who renews or finishes a job need not show the token of its lock. */
class JobsById extends SmallQueue {
  protected override heldBy({ message }: Lease) {
    return this.held.get(message.id)
  }
}
