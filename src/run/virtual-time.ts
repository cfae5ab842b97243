import { realClock, sleep } from '../foundation/clock.ts'
import { VirtualClock } from '../foundation/virtual-clock.ts'
import { RunEndedError } from './deadline.ts'

/** How long something real may take that a load waits for, before the load is ended. It is of no use either way. */
const momentMs = 300
const lookAgainMs = 2

const remedy = 'wait with `clock`, or run in real time'

/**
 * Virtual time for one run. Before the load and after it, what is real is waited for, and limits last as long as in real
 * time. During the load only the clock may drive anything: what is real takes no time on it, and its figures would be lies.
 */
export class VirtualTime {
  readonly clock = new VirtualClock()
  #load: AbortController | null = null
  #idleMs = 0
  #idleAtMs = 0

  /** Lets time pass until `work` settles. */
  run<T>(work: Promise<T>): Promise<T> {
    return this.clock.run(work, (untilNextMs) => this.#wait(untilNextMs))
  }

  /** The signal that ends the load: where `outer` does, or where nothing on the clock could go on. */
  beginLoad(outer: AbortSignal): AbortSignal {
    this.#load = new AbortController()
    this.#idleMs = 0
    this.clock.watchOutside()
    return AbortSignal.any([outer, this.#load.signal])
  }

  /** Throws where something drove the load that was not on the clock. */
  endLoad(): void {
    const { count, firstMs } = this.clock.unwatchOutside()
    this.#load = null
    if (count > 0) throw driven(firstMs)
  }

  /** Of an aborted load: its error is known already. */
  forgetLoad(): void {
    this.clock.unwatchOutside()
    this.#load = null
  }

  async #wait(untilNextMs: number): Promise<'pass' | 'look-again'> {
    const load = this.#load
    const fromMs = realClock.now()
    if (load === null && this.clock.now() !== this.#idleAtMs) {
      this.#idleAtMs = this.clock.now()
      this.#idleMs = 0
    }
    await sleep(realClock, lookAgainMs)
    this.#idleMs += realClock.now() - fromMs
    if (load === null) return this.#idleMs >= untilNextMs ? 'pass' : 'look-again'
    if (load === this.#load && !load.signal.aborted && this.#idleMs >= momentMs) {
      const { count, firstMs } = this.clock.unwatchOutside()
      load.abort(count > 0 ? driven(firstMs) : nothingLeft(this.clock.now()))
    }
    return 'look-again'
  }
}

function driven(atMs: number): RunEndedError {
  return new RunEndedError(
    `something that is not on the virtual clock (a real timer, I/O) drove the load, first at ${atMs} ms: ${remedy}`,
  )
}

function nothingLeft(atMs: number): RunEndedError {
  return new RunEndedError(
    `nothing on the virtual clock could go on at ${atMs} ms: what the load waits for is a real timer, I/O, or a promise that nothing settles; ${remedy}`,
  )
}
