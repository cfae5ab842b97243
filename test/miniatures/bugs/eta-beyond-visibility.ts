import { sleep } from '../../../src/foundation/clock.ts'
import type { Message } from '../../../src/queue/message.ts'
import type { Given, RunMiniature } from '../support/miniature.ts'
import { SmallQueue } from '../support/small-queue.ts'
import { Tasks } from '../support/tasks.ts'

/** A worker holds a task until its time has come; the broker takes that for a dead worker, and gives the task to more. */
export const etaBeyondVisibility: RunMiniature = {
  name: 'eta-beyond-visibility',
  source: 'Celery on Redis, ETA beyond the visibility timeout: celery/kombu#337, celery/celery#3270, #7009',
  drawFaults: (random) => [
    { kind: 'eta', at: random.integer(3, 12), lastsMs: random.integer(90, 130) },
    { kind: 'eta', at: random.integer(13, 24), lastsMs: random.integer(50, 130) },
  ],
  scenario: { messages: 15, guarantees: ['exactlyOnce'] },
  expected: { verdict: 'fail', violations: { exactlyOnce: ['duplicated'] } },
  build(given) {
    const { clock, size } = given
    const tasks = new ScheduledTasks(given)
    tasks.start(Math.min(3, size.workers), async (lease) => {
      const waitMs = tasks.dueInMs(lease.message)
      // It is prefetched, and keeps no worker from its work.
      if (waitMs > 0) return void clock.after(waitMs, () => tasks.finish(lease))
      await sleep(clock, 3)
      tasks.finish(lease)
    })
    return tasks
  },
}

class ScheduledTasks extends Tasks {
  readonly #given: Given
  readonly #dueMs = new Map<string, number>()
  #sends = 0
  /** Messages that the broker keeps until they are due. */
  #kept = 0

  constructor(given: Given) {
    super(new SmallQueue(given.clock, 40))
    this.#given = given
  }

  override get size(): number {
    return super.size + this.#kept
  }

  override send(message: Message): unknown {
    const { bug, clock, faults } = this.#given
    const eta = faults.strike('eta', this.#sends++)
    if (!eta) return super.send(message)
    this.#dueMs.set(message.id, clock.now() + eta.lastsMs)
    if (bug) return super.send(message)
    this.#kept++
    clock.after(eta.lastsMs, () => {
      this.#kept--
      void super.send(message)
    })
  }

  dueInMs({ id }: Message): number {
    return (this.#dueMs.get(id) ?? 0) - this.#given.clock.now()
  }
}
