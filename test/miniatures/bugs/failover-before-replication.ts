import { sleep } from '../../../src/foundation/clock.ts'
import type { Message } from '../../../src/queue/message.ts'
import type { Given, RunMiniature } from '../support/miniature.ts'
import { PacedReader } from '../support/paced-reader.ts'
import { SmallChannel } from '../support/small-channel.ts'

const lagMs = 20

/** The primary answers before its replica has the message; cut off, it goes on answering those on its side. */
export const failoverBeforeReplication: RunMiniature = {
  name: 'failover-before-replication',
  source: 'Redis Sentinel, asynchronous replication: aphyr.com/posts/283',
  // Longer than the load: who is on the side of the old primary never gets to the new one in time.
  drawFaults: (random) => [{ kind: 'partition', at: random.integer(20, 35), lastsMs: 150 }],
  scenario: { messages: 30, guarantees: ['atLeastOnce'] },
  expected: { verdict: 'fail', violations: { atLeastOnce: ['lost_middle', 'lost_postfix'] } },
  build: (given) => new ReplicatedPair(given),
}

interface Copying {
  at: 0 | 1
  settle: (isCopied: boolean) => void
}

class ReplicatedPair extends SmallChannel {
  readonly #given: Given
  readonly #logs: [Message[], Message[]] = [[], []]
  #primary: 0 | 1 = 0
  #isCut = false
  #copying: Copying[] = []
  #writes = 0
  readonly #reader: PacedReader

  constructor(given: Given) {
    super()
    this.#given = given
    const deliver = (message: Message): void => this.deliver(message)
    const log = (): Message[] => this.#logs[this.#primary]
    this.#reader = new PacedReader({ clock: given.clock, everyMs: 3, log, deliver })
  }

  get size(): number {
    return this.#reader.left
  }

  async send(message: Message): Promise<void> {
    while (!(await this.#write(message))) await sleep(this.#given.clock, 5)
  }

  #write(message: Message): boolean | Promise<boolean> {
    const { bug, faults } = this.#given
    const at = this.#isCut && message.producer === 'producer-1' ? 0 : this.#primary
    this.#logs[at].push(message)
    this.#reader.wake()
    const isCopied = new Promise<boolean>((settle) => this.#copy(message, { at, settle }))
    const partition = faults.strike('partition', this.#writes++)
    if (partition) this.#cut(partition.lastsMs)
    return bug || isCopied
  }

  #copy(message: Message, copying: Copying): void {
    this.#copying.push(copying)
    if (this.#isCut) return
    this.#given.clock.after(lagMs, () => {
      const place = this.#copying.indexOf(copying)
      if (place < 0) return
      this.#copying.splice(place, 1)
      this.#logs[copying.at === 0 ? 1 : 0].push(message)
      copying.settle(true)
    })
  }

  #cut(lastsMs: number): void {
    this.#isCut = true
    this.#primary = 1
    for (const { settle } of this.#copying.splice(0)) settle(false)
    this.#reader.wake()
    this.#given.clock.after(lastsMs, () => {
      this.#isCut = false
      this.#logs[0] = [...this.#logs[1]]
      // The old primary begins anew as a copy: it has what was written on the other side, and nothing else.
      for (const { at, settle } of this.#copying.splice(0)) settle(at === 1)
    })
  }
}
