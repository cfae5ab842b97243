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
  readonly #awaited = new Set<{ affects: ClockPart; use: () => void }>()

  /** `clock`: the one of the run, as a target is given it. Default: the process's own. */
  constructor(clock: Clock = realClock) {
    this.#clock = clock
    this.#shown = new Dial(clock.now)
    this.#timers = new DialTimers(clock)
  }

  now = (): number => {
    if (this.#awaited.size > 0) this.#used('now')
    return this.#shown.read()
  }

  after(delayMs: number, callback: () => void): () => void {
    if (this.#awaited.size > 0) this.#used('timers')
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

  /**
   * Calls back once, when somebody next goes by the part that `affects` says: reads it, or sets a timer. At once where timers are
   * meant and one is waiting. Returns what ends the wait.
   */
  whenUsed(affects: ClockPart, callback: () => void): () => void {
    if (affects !== 'now' && this.#timers.waiting > 0) {
      callback()
      return () => {}
    }
    const awaited = { affects, use: callback }
    this.#awaited.add(awaited)
    return () => void this.#awaited.delete(awaited)
  }

  #used(part: 'now' | 'timers'): void {
    for (const awaited of this.#awaited) {
      if (awaited.affects !== part && awaited.affects !== 'both') continue
      this.#awaited.delete(awaited)
      awaited.use()
    }
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
