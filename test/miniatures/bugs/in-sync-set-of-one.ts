import { sleep } from '../../../src/foundation/clock.ts'
import type { Message } from '../../../src/queue/message.ts'
import type { Given, RunMiniature } from '../support/miniature.ts'
import { PacedReader } from '../support/paced-reader.ts'
import { SmallChannel } from '../support/small-channel.ts'

/** "Acknowledged by all in sync" may mean the leader alone; then the leader is gone. */
export const inSyncSetOfOne: RunMiniature = {
  name: 'in-sync-set-of-one',
  source: 'Kafka 0.8, in-sync set shrinks to the leader: aphyr.com/posts/293',
  drawFaults: (random) => {
    const at = random.integer(12, 24)
    return [
      { kind: 'follower-cut-off', at, lastsMs: 0 },
      { kind: 'leader-killed', at: at + random.integer(3, 12), lastsMs: 10 },
    ]
  },
  scenario: { messages: 30, guarantees: ['atLeastOnce'] },
  expected: { verdict: 'fail', violations: { atLeastOnce: ['lost_middle'] } },
  build: (given) => new ReplicatedLog(given),
}

class ReplicatedLog extends SmallChannel {
  readonly #given: Given
  #leader: Message[] = []
  #follower: Message[] = []
  #isInSync = true
  #attempts = 0
  readonly #reader: PacedReader

  constructor(given: Given) {
    super()
    this.#given = given
    const deliver = (message: Message): void => this.deliver(message)
    this.#reader = new PacedReader({ clock: given.clock, everyMs: 3, log: () => this.#leader, deliver })
  }

  get size(): number {
    return this.#reader.left
  }

  async send(message: Message): Promise<void> {
    while (!this.#write(message)) await sleep(this.#given.clock, 5)
  }

  #write(message: Message): boolean {
    const { bug, clock, faults } = this.#given
    // At least two must be in sync, or nothing is taken.
    const isTaken = bug || this.#isInSync
    if (isTaken) this.#leader.push(message)
    if (this.#isInSync) this.#follower.push(message)
    this.#reader.wake()
    const attempt = this.#attempts++
    if (faults.strike('follower-cut-off', attempt)) this.#isInSync = false
    const killed = faults.strike('leader-killed', attempt)
    if (killed) {
      this.#leader = [...this.#follower]
      this.#reader.wake()
      clock.after(killed.lastsMs, () => this.#rejoin())
    }
    return isTaken
  }

  /** The old leader comes back and takes over what the new one has. */
  #rejoin(): void {
    this.#follower = [...this.#leader]
    this.#isInSync = true
  }
}
