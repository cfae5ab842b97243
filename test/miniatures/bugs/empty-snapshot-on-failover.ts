import type { Message } from '../../../src/queue/message.ts'
import type { Given, RunMiniature } from '../support/miniature.ts'
import { PacedReader } from '../support/paced-reader.ts'
import { SmallChannel } from '../support/small-channel.ts'

const compactEvery = 8
/** Consumers come late: after this share of the writes. */
const consumersFrom = 2 / 3

/** Old entries are folded into a snapshot; the one that followers install has nothing in it. */
export const emptySnapshotOnFailover: RunMiniature = {
  name: 'empty-snapshot-on-failover',
  source: 'Redis-Raft 1b3fbf6, total loss on failover: jepsen.io/analyses/redis-raft-1b3fbf6',
  drawFaults: (random) => [{ kind: 'failover', at: random.integer(10, 35), lastsMs: 0 }],
  scenario: { messages: 30, guarantees: ['atLeastOnce'] },
  expected: { verdict: 'fail', violations: { atLeastOnce: ['lost_prefix'] } },
  build: (given) => new RaftQueue(given),
}

interface Replica {
  snapshot: Message[]
  log: Message[]
}

class RaftQueue extends SmallChannel {
  readonly #given: Given
  #leader: Replica = { snapshot: [], log: [] }
  #follower: Replica = { snapshot: [], log: [] }
  #writes = 0
  readonly #reader: PacedReader

  constructor(given: Given) {
    super()
    this.#given = given
    const deliver = (message: Message): void => this.deliver(message)
    const log = (): Message[] => [...this.#leader.snapshot, ...this.#leader.log]
    this.#reader = new PacedReader({ clock: given.clock, everyMs: 2, log, deliver })
  }

  get size(): number {
    return this.#reader.left
  }

  send(message: Message): void {
    for (const replica of [this.#leader, this.#follower]) replica.log.push(message)
    if (this.#leader.log.length === compactEvery) this.#compact()
    if (this.#given.faults.strike('failover', this.#writes++)) this.#failOver()
    const { producers, messages } = this.#given.size
    if (this.#writes >= consumersFrom * producers * messages) this.#reader.wake()
  }

  #compact(): void {
    const snapshot = [...this.#leader.snapshot, ...this.#leader.log]
    this.#leader = { snapshot, log: [] }
    this.#follower = { snapshot: this.#given.bug ? [] : snapshot, log: [] }
  }

  #failOver(): void {
    const { snapshot, log } = this.#follower
    this.#leader = { snapshot: [...snapshot], log: [...log] }
    this.#follower = { snapshot: [...snapshot], log: [...log] }
  }
}
