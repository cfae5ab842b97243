import type { Clock } from '../../foundation/clock.ts'
import { Dial } from './dial.ts'

interface Timer {
  /** What the dial shows then. */
  dueMs: number
  callback: () => void
  cancel: () => void
}

const notSet = (): void => {}

/** Timers that fire when a dial shows their time, and are set anew whenever it is meddled with. */
export class DialTimers {
  readonly dial: Dial
  readonly #clock: Clock
  readonly #timers = new Set<Timer>()

  constructor(clock: Clock) {
    this.#clock = clock
    this.dial = new Dial(clock.now, () => this.#setAnew())
  }

  /** Timers that are set and have not fired. */
  get waiting(): number {
    return this.#timers.size
  }

  after(delayMs: number, callback: () => void): () => void {
    const timer: Timer = { dueMs: this.dial.read() + Math.max(0, delayMs), callback, cancel: notSet }
    this.#timers.add(timer)
    // As it was asked, where nothing is wrong: a sum and its difference again may not be the same.
    this.#set(timer, this.dial.rate === 1 ? delayMs : this.dial.msUntil(timer.dueMs))
    return () => {
      this.#timers.delete(timer)
      timer.cancel()
    }
  }

  #set(timer: Timer, delayMs: number): void {
    if (delayMs === Infinity) return
    timer.cancel = this.#clock.after(delayMs, () => {
      this.#timers.delete(timer)
      timer.callback()
    })
  }

  #setAnew(): void {
    // What is due at once fires in its own order, not in that in which it was set.
    for (const timer of [...this.#timers].sort((a, b) => a.dueMs - b.dueMs)) {
      timer.cancel()
      this.#set(timer, this.dial.msUntil(timer.dueMs))
    }
  }
}
