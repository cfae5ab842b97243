import { sleep } from '../../../src/foundation/clock.ts'
import type { RunMiniature } from '../support/miniature.ts'
import { NamedQueues } from '../support/named-queues.ts'
import { Tasks } from '../support/tasks.ts'

const fourHoursMs = 4 * 3_600_000

/**
 * The lock of a dead worker lasts for hours, and with it that of its named queue. Nothing is lost, so nothing is proven:
 * what must never happen is a pass.
 */
export const lockOutlivesWorker: RunMiniature = {
  name: 'lock-outlives-worker',
  source: 'graphile-worker, job and queue stay locked: graphile/worker#222, #254, #449',
  drawFaults: (random) => [{ kind: 'crash', at: random.integer(3, 20), lastsMs: 10 }],
  scenario: { messages: 15, drainMs: 400, guarantees: ['atLeastOnce'] },
  expected: { verdict: 'invalid', violations: { atLeastOnce: ['pending'] } },
  build({ bug, clock, faults, size }) {
    const queue = new NamedQueues(clock, bug ? fourHoursMs : 20)
    const tasks = new Tasks(queue)
    tasks.start(Math.min(2, size.workers), async (lease, delivery) => {
      await sleep(clock, 3)
      const crash = faults.strike('crash', delivery)
      if (crash) return sleep(clock, crash.lastsMs)
      // What makes short locks possible: who is alive says so.
      queue.extend(lease)
      await sleep(clock, 1)
      tasks.finish(lease)
    })
    return tasks
  },
}
