import { afterAwake } from '../foundation/after-awake.ts'
import { realClock, type Clock } from '../foundation/clock.ts'
import type { WatchedRun } from './watched-run.ts'

/**
 * Ends a run that is past its time limit, or has fallen silent in the middle of its load. Vitest cannot: a blocked event
 * loop never hears of a timeout.
 */
export class Watchdog {
  readonly #limits = new Map<WatchedRun, () => void>()
  readonly #silences = new Map<WatchedRun, () => void>()
  readonly #onStuckThread: (run: WatchedRun) => void

  readonly #clock: Clock

  constructor(onStuckThread: (run: WatchedRun) => void, clock = realClock) {
    this.#onStuckThread = onStuckThread
    this.#clock = clock
  }

  watch(run: WatchedRun): void {
    const limitMs = run.timeLimitMs + run.graceMs
    this.#limits.set(
      run,
      this.#clock.after(limitMs, () => this.#bite(run, `by ${limitMs / 1000} s (time limit and grace)`)),
    )
  }

  /** The load runs and its process spoke: from now on silence counts. */
  hear(run: WatchedRun): void {
    const limitMs = run.silenceLimitMs + run.graceMs
    this.#silences.get(run)?.()
    this.#silences.set(
      run,
      afterAwake(this.#clock, limitMs, () => this.#bite(run, `for ${limitMs / 1000} s`)),
    )
  }

  release(run: WatchedRun): void {
    for (const timers of [this.#limits, this.#silences]) {
      timers.get(run)?.()
      timers.delete(run)
    }
  }

  kill(run: WatchedRun): void {
    if (!run.killable) return
    try {
      process.kill(run.pid, 'SIGKILL')
    } catch {
      // It is gone already.
    }
  }

  #bite(run: WatchedRun, howLong: string): void {
    this.release(run)
    const how = run.killable ? 'its worker process was killed' : 'Vitest was ended, since a thread cannot be'
    run.lostBecause = `it blocked the event loop: nothing was heard from it ${howLong}, so ${how}`
    if (run.killable) this.kill(run)
    else this.#onStuckThread(run)
  }
}
