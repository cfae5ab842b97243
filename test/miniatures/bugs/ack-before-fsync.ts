import { sleep } from '../../../src/foundation/clock.ts'
import type { Message } from '../../../src/queue/message.ts'
import type { Given, RunMiniature } from '../support/miniature.ts'
import { PacedReader } from '../support/paced-reader.ts'
import { SmallChannel } from '../support/small-channel.ts'

/** Acknowledged when written, synced now and then: a power failure takes what lies in between. */
export const ackBeforeFsync: RunMiniature = {
  name: 'ack-before-fsync',
  source: 'NATS JetStream 2.12.1, flushed every two minutes: jepsen.io/analyses/nats-2.12.1',
  drawFaults: (random) => [{ kind: 'power-failure', at: random.integer(20, 40), lastsMs: 10 }],
  scenario: { messages: 30, guarantees: ['atLeastOnce'] },
  expected: { verdict: 'fail', violations: { atLeastOnce: ['lost_middle'] } },
  build: (given) => new LogFile(given),
}

class LogFile extends SmallChannel {
  readonly #given: Given
  readonly #written: Message[] = []
  /** How many of them the disk has. */
  #synced = 0
  #syncIsDue = false
  #isDown = false
  #writes = 0
  /** Writers that wait for the disk; false: it never had their message. */
  #waiting: ((isSafe: boolean) => void)[] = []
  readonly #reader: PacedReader

  constructor(given: Given) {
    super()
    this.#given = given
    const deliver = (message: Message): void => this.deliver(message)
    this.#reader = new PacedReader({ clock: given.clock, everyMs: 3, log: () => this.#written, deliver })
  }

  get size(): number {
    return this.#reader.left
  }

  async send(message: Message): Promise<void> {
    while (this.#isDown || !(await this.#write(message))) await sleep(this.#given.clock, 5)
  }

  #write(message: Message): boolean | Promise<boolean> {
    const { bug, faults } = this.#given
    this.#written.push(message)
    this.#reader.wake()
    this.#syncSoon()
    const isSafe = bug || new Promise<boolean>((resolve) => this.#waiting.push(resolve))
    const failure = faults.strike('power-failure', this.#writes++)
    if (failure) this.#fail(failure.lastsMs)
    return isSafe
  }

  #syncSoon(): void {
    const { bug, clock } = this.#given
    if (this.#syncIsDue) return
    this.#syncIsDue = true
    clock.after(bug ? 20 : 1, () => {
      this.#syncIsDue = false
      this.#synced = this.#written.length
      for (const settle of this.#waiting.splice(0)) settle(true)
    })
  }

  #fail(downMs: number): void {
    this.#written.length = this.#synced
    for (const settle of this.#waiting.splice(0)) settle(false)
    this.#reader.wake()
    this.#isDown = true
    this.#given.clock.after(downMs, () => (this.#isDown = false))
  }
}
