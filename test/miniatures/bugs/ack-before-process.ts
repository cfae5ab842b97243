import { sleep } from '../../../src/foundation/clock.ts'
import type { Lease } from '../../../src/queue/message-queue.ts'
import type { RunMiniature } from '../support/miniature.ts'
import { SmallQueue } from '../support/small-queue.ts'
import { Tasks } from '../support/tasks.ts'

/** A worker that dies has its message with it: the queue let go of it when it was taken. */
export const ackBeforeProcess: RunMiniature = {
  name: 'ack-before-process',
  source: 'Sidekiq basic_fetch pops with BRPOP: github.com/sidekiq/sidekiq/wiki/Reliability',
  drawFaults: (random) => [
    { kind: 'crash', at: random.integer(6, 12), lastsMs: 5 },
    { kind: 'crash', at: random.integer(13, 20), lastsMs: 5 },
  ],
  scenario: { messages: 15, guarantees: ['atLeastOnce'] },
  expected: { verdict: 'fail', violations: { atLeastOnce: ['lost_middle'] } },
  build({ bug, clock, random, faults, size }) {
    const tasks = new Tasks(bug ? new PoppingQueue(clock, 30) : new SmallQueue(clock, 30))
    tasks.start(Math.min(3, size.workers), async (lease, delivery) => {
      await sleep(clock, random.integer(2, 6))
      const crash = faults.strike('crash', delivery)
      if (crash) await sleep(clock, crash.lastsMs)
      else tasks.finish(lease)
    })
    return tasks
  },
}

class PoppingQueue extends SmallQueue {
  override take(): Lease | null {
    const lease = super.take()
    if (lease !== null) this.ack(lease)
    return lease
  }
}
