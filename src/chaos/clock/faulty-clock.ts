import { realClock, sleep, type Clock } from '../../foundation/clock.ts'
import type { RunClock } from '../../foundation/run-clock.ts'
import { Dial, type SetRight } from './dial.ts'
import { DialTimers } from './dial-timers.ts'

/**
 * What goes wrong: `now` alone, as where a wall clock is set and timers count on by a clock of their own; `timers` alone, as
 * where they come early or late; or `both`, as in a machine that was stopped, or whose quartz is off.
 */
export const clockParts = ['now', 'timers', 'both'] as const
export type ClockPart = (typeof clockParts)[number]

/**
 * A clock to hand to a target, which can be made to jump, to run too fast or too slow, and to stand. Until then, and once all
 * of that is undone, it shows to the bit what the clock below it shows. The clock below is never touched, virtual or not.
 */
export class FaultyClock implements RunClock {
  readonly #clock: Clock
  readonly #shown: Dial
  readonly #timers: DialTimers

  /** `clock`: the one of the run, as a target is given it. Default: the process's own. */
  constructor(clock: Clock = realClock) {
    this.#clock = clock
    this.#shown = new Dial(clock.now)
    this.#timers = new DialTimers(clock)
  }

  now = (): number => this.#shown.read()

  after(delayMs: number, callback: () => void): () => void {
    return this.#timers.after(delayMs, callback)
  }

  yield(): Promise<void> {
    return this.#clock.yield()
  }

  sleep(delayMs: number, signal?: AbortSignal): Promise<void> {
    return sleep(this, delayMs, signal)
  }

  /** False while any fault of it is open. */
  get isRight(): boolean {
    return this.#shown.isRight && this.#timers.dial.isRight
  }

  /** Sets it forward by `byMs`, or back where that is below 0. `affects` `now` unless told otherwise. */
  jump(byMs: number, affects: ClockPart = 'now'): SetRight {
    return this.#meddle(affects, (dial) => dial.jump(byMs))
  }

  /** From now on it shows `rate` milliseconds for one that passes. `affects` `both` unless told otherwise. */
  skew(rate: number, affects: ClockPart = 'both'): SetRight {
    return this.#meddle(affects, (dial) => dial.runAt(rate))
  }

  /** It stands; timers wait. `affects` `both` unless told otherwise. */
  freeze(affects: ClockPart = 'both'): SetRight {
    return this.#meddle(affects, (dial) => dial.runAt(0))
  }

  #meddle(affects: ClockPart, how: (dial: Dial) => SetRight): SetRight {
    const dials = [
      ...(affects === 'timers' ? [] : [this.#shown]),
      ...(affects === 'now' ? [] : [this.#timers.dial]),
    ]
    const undo = dials.map(how)
    return () => {
      for (const setRight of undo) setRight()
    }
  }
}
