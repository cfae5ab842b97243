import { sleep, type Clock } from '../../foundation/clock.ts'
import { allocateMegabyte, type Link } from './allocate-megabyte.ts'

export interface HeapPressureOptions {
  /** Kept on the heap until it is released, in MiB. */
  ballastMb: number
  /** Allocated and dropped at once, in MiB a second; 0: none. */
  churnMbPerSecond: number
}

/** How often garbage is made. */
const churnEveryMs = 20
/** Between two turns of the event loop: more would be a stall, which is a fault of its own. */
const mbPerTurn = 4

/** Objects that fill the heap, and garbage that keeps the collector busy. */
export class HeapPressure {
  readonly #clock: Clock
  readonly #ballast: Link[] = []
  /** The latest of it. Held, so that making it cannot be optimised away. */
  readonly #garbage: Link[] = []
  #churnedMb = 0
  #churnSinceMs: number | null = null
  #cancel = (): void => {}

  constructor(clock: Clock) {
    this.#clock = clock
  }

  /**
   * What it holds now, in MiB: by the size of its objects, since what the heap says of itself depends on what else was collected
   * meanwhile.
   */
  get heldMb(): number {
    return this.#ballast.length
  }

  /** Garbage made so far, in MiB. */
  get churnedMb(): number {
    return this.#churnedMb
  }

  /** Settles once the ballast is there, or `signal` aborts; the churn begins then. */
  async build({ ballastMb, churnMbPerSecond }: HeapPressureOptions, signal: AbortSignal): Promise<void> {
    while (this.#ballast.length < ballastMb && !signal.aborted) {
      const more = Math.min(mbPerTurn, ballastMb - this.#ballast.length)
      for (let index = 0; index < more; index++) this.#ballast.push(allocateMegabyte())
      await sleep(this.#clock, 0)
    }
    if (churnMbPerSecond === 0 || signal.aborted) return
    this.#churnSinceMs = this.#clock.now()
    this.#churn(churnMbPerSecond)
  }

  /** Ends the churn, and lets go of the ballast: the next collection takes it. */
  release(): void {
    this.#cancel()
    this.#ballast.length = 0
    this.#garbage.length = 0
    this.#churnSinceMs = null
  }

  #churn(mbPerSecond: number): void {
    this.#cancel = this.#clock.after(churnEveryMs, () => {
      const dueMb = ((this.#clock.now() - this.#churnSinceMs!) * mbPerSecond) / 1000
      // What a blocked loop has missed is made up for little by little: at once, it would block it again.
      const mostMb = Math.ceil((2 * churnEveryMs * mbPerSecond) / 1000)
      const mb = Math.min(Math.floor(dueMb - this.#churnedMb), mostMb)
      for (let index = 0; index < mb; index++) this.#garbage[0] = allocateMegabyte()
      this.#churnedMb += mb
      this.#churn(mbPerSecond)
    })
  }
}
