import { sleep } from '../../../src/foundation/clock.ts'
import type { RunMiniature } from '../support/miniature.ts'
import { NamedQueues } from '../support/named-queues.ts'
import { SmallQueue } from '../support/small-queue.ts'
import { Tasks } from '../support/tasks.ts'

/** The oldest row that nobody has locked is next, even if one before it, of the same key, is still in work. */
export const lockedRowPassedOver: RunMiniature = {
  name: 'locked-row-passed-over',
  source: 'Postgres "for update skip locked" as in graphile-worker sql/000009.sql, without a named queue',
  drawFaults: (random) => [
    { kind: 'slow-worker', at: random.integer(3, 10), lastsMs: random.integer(10, 30) },
    { kind: 'slow-worker', at: random.integer(11, 20), lastsMs: random.integer(10, 30) },
  ],
  scenario: { messages: 15, guarantees: ['atLeastOnce', 'fifoPerKey'] },
  expected: { verdict: 'fail', violations: { fifoPerKey: ['reordered'] } },
  build({ bug, clock, faults, size }) {
    const tasks = new Tasks(bug ? new SmallQueue(clock, 1_000) : new NamedQueues(clock, 1_000))
    tasks.start(Math.min(3, size.workers), async (lease, delivery) => {
      await sleep(clock, 3 + (faults.strike('slow-worker', delivery)?.lastsMs ?? 0))
      tasks.finish(lease)
    })
    return tasks
  },
}
