import { sleep } from '../../../src/foundation/clock.ts'
import { HistoryRecorder } from '../support/history-recorder.ts'
import type { Given, LogMiniature } from '../support/miniature.ts'
import { readToEnd } from '../support/read-to-end.ts'

const copyMs = 3
const timeoutMs = 20

/** A leader answers and is read before its follower has the entry; the next leader gives the same offsets to others. */
export const newLeaderReusesOffsets: LogMiniature = {
  name: 'new-leader-reuses-offsets',
  source: 'Redpanda 21.10.1: jepsen.io/analyses/redpanda-21.10.1, redpanda-data/redpanda#3039, #3003, #3036',
  drawFaults: (random) => [
    { kind: 'pause-before-copy', at: random.integer(8, 18), lastsMs: 0 },
    { kind: 'pause-before-answer', at: random.integer(24, 34), lastsMs: 0 },
  ],
  expected: {
    verdict: 'fail',
    violations: { log: ['duplicate', 'inconsistentOffsets', 'lost', 'nonmonotonicSend'] },
  },
  load: { producers: 2, messages: 25 },
  async play(given) {
    const { clock, size } = given
    const cluster = new Cluster(given)
    const recorder = new HistoryRecorder(clock)
    const produce = async (producer: string, startMs: number): Promise<void> => {
      await sleep(clock, startMs)
      let process = producer
      for (let sequence = 0; sequence < size.messages; sequence++) {
        for (let offset: number | null = null; offset === null;) {
          const end = recorder.begin(process, 'enqueue', `${producer}:${sequence}`)
          offset = await cluster.append(`${producer}:${sequence}`)
          // Nobody knows what became of it: the client goes on under another name.
          if (offset === null) process += "'"
          end(offset === null ? 'info' : 'ok', offset === null ? {} : { offset })
        }
        await sleep(clock, 2)
      }
    }
    const all = Array.from({ length: size.producers }, (_, place) => produce(`producer-${place + 1}`, place))
    const writing = Promise.all(all)
    await readToEnd({ clock, recorder, everyMs: 0.5, next: (offset) => cluster.read(offset) }, writing)
    return recorder.events
  },
}

class Cluster {
  readonly #given: Given
  #leader: string[] = []
  #follower: string[] = []
  #epoch = 0
  #appends = 0

  constructor(given: Given) {
    this.#given = given
  }

  /** The offset; null: no answer came in time. */
  async append(value: string): Promise<number | null> {
    const { bug, clock, faults } = this.#given
    // An idempotent producer: what the log has already is not appended again.
    const known = bug ? -1 : this.#leader.indexOf(value)
    if (known >= 0) return known
    const offset = this.#leader.push(value) - 1
    const epoch = this.#epoch
    const append = this.#appends++
    if (faults.strike('pause-before-copy', append)) return this.#elect()
    const copied = sleep(clock, copyMs).then(() => {
      if (epoch === this.#epoch) this.#follower.push(value)
      return epoch === this.#epoch
    })
    if (faults.strike('pause-before-answer', append)) return copied.then(() => this.#elect())
    return bug || (await copied) ? offset : this.#noAnswer()
  }

  read(offset: number): { value: string; offset: number } | undefined {
    // What the follower has not got yet is not to be shown to anybody.
    const value = (this.#given.bug ? this.#leader : this.#follower)[offset]
    return value === undefined ? undefined : { value, offset }
  }

  /** The leader stands still; its follower leads, with what it has, and the old one comes back as its copy. */
  #elect(): Promise<null> {
    this.#epoch++
    this.#leader = [...this.#follower]
    return this.#noAnswer()
  }

  #noAnswer(): Promise<null> {
    return sleep(this.#given.clock, timeoutMs).then(() => null)
  }
}
