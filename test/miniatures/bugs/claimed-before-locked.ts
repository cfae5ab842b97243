import { lease as leaseOf } from '../../../src/check/asserting.ts'
import { sleep } from '../../../src/foundation/clock.ts'
import type { Lease } from '../../../src/queue/message-queue.ts'
import type { Given, RunMiniature } from '../support/miniature.ts'
import { SmallQueue, type Job } from '../support/small-queue.ts'
import { startWorkers } from '../support/start-workers.ts'

const lockMs = 100
const checkEveryMs = 20

/** A job is active before it is locked; whoever looks for stalled jobs in between takes it for one. */
export const claimedBeforeLocked: RunMiniature = {
  name: 'claimed-before-locked',
  source: 'Bull, moved to active and locked in two steps: OptimalBits/bull#258, #359',
  drawFaults: (random) => [
    { kind: 'slow-lock', at: random.integer(4, 12), lastsMs: random.integer(21, 29) },
    { kind: 'crash', at: random.integer(22, 28), lastsMs: 5 },
  ],
  scenario: { messages: 15, guarantees: ['atLeastOnce', leaseOf({ visibilityMs: lockMs })] },
  expected: { verdict: 'fail', violations: { 'lease(100 ms)': ['early-redelivery'] } },
  build(given) {
    const { clock, faults, size } = given
    const queue = new TwoStepQueue(given)
    const source = { take: () => queue.dequeue(), change: () => queue.change() }
    startWorkers(source, Math.min(3, size.workers), async (lease, delivery) => {
      await sleep(clock, 8)
      const crash = faults.strike('crash', delivery)
      if (crash) await sleep(clock, crash.lastsMs)
      else queue.ack(lease)
    })
    return queue
  },
}

class TwoStepQueue extends SmallQueue {
  readonly #given: Given
  readonly #unlocked = new Set<Job>()
  #claims = 0

  constructor(given: Given) {
    super(given.clock, lockMs)
    this.#given = given
    this.#lookForStalled()
  }

  override get inFlight(): number {
    return super.inFlight + this.#unlocked.size
  }

  override async dequeue(): Promise<Lease | null> {
    const { bug, clock, faults } = this.#given
    const job = this.pick()
    if (job === undefined) return null
    const slow = faults.strike('slow-lock', this.#claims++)
    // The script that moves the job locks it as well; only its answer is slow.
    const locked = bug ? null : this.lend(job)
    if (bug) this.#unlocked.add(job)
    if (slow) await sleep(clock, slow.lastsMs)
    this.#unlocked.delete(job)
    return locked ?? this.lend(job)
  }

  #lookForStalled(): void {
    for (const job of this.#unlocked) this.failed(job, 'lease-expired')
    this.#unlocked.clear()
    this.clock.after(checkEveryMs, () => this.#lookForStalled())
  }
}
