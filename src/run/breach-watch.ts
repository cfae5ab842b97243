import { isForLateness } from '../budget/is-for-lateness.ts'
import { judgeLimit } from '../budget/limit.ts'
import { askedUntil } from '../budget/asked-until.ts'
import { isAsked } from '../budget/is-asked.ts'
import { limitsOfWindow } from '../budget/limits-of-window.ts'
import { WindowScan } from '../budget/window-scan.ts'
import type { Clock } from '../foundation/clock.ts'
import { setLimit } from '../foundation/set-limit.ts'
import type { Scenario, WindowBudgets } from '../model/scenario.ts'
import type { GeneratorSeconds } from '../record/generator-seconds.ts'
import type { SteadySpan } from '../record/recording.ts'
import type { Slices } from '../record/slices.ts'

/** Why a run was ended before its plan did. */
export interface Breach {
  /** From the beginning of the run. */
  atMs: number
  /** As it stands in the results: `windows.10s.successRate`. */
  budget: string
}

interface Watched {
  window: WindowBudgets
  scan: WindowScan
  /** Windows that end before do not end the run. */
  graceUntilMs: number
}

export interface BreachWatchParts {
  scenario: Scenario
  clock: Clock
  slices: Slices
  generator: Pick<GeneratorSeconds, 'lateIn'>
  /** Of each load, as far as it is known. */
  steady: () => readonly SteadySpan[]
  onBreach: (breach: Breach) => void
}

/** Looks at each slice as soon as it is over, and tells of the first window that misses a limit it must not miss. */
export class BreachWatch {
  #cancel = (): void => {}
  #taken = 0
  readonly #parts: BreachWatchParts
  readonly #originMs: number
  readonly #watched: Watched[]

  constructor(parts: BreachWatchParts) {
    const { scenario, clock, slices } = parts
    const { fromMs, sliceMs } = slices.settings
    this.#parts = parts
    this.#originMs = clock.now()
    this.#watched = (scenario.budgets.windows ?? []).flatMap((window) => {
      const { everyMs, abortOnBreach } = window
      if (!abortOnBreach) return []
      const graceMs = abortOnBreach === true ? 0 : abortOnBreach.afterMs
      return [{ window, scan: new WindowScan(everyMs, sliceMs), graceUntilMs: fromMs + graceMs }]
    })
    if (this.#watched.length > 0) this.#schedule()
  }

  stop(): void {
    this.#cancel()
  }

  #schedule(): void {
    const dueMs = this.#endOf(this.#parts.slices.closed.length)
    // What comes in the drain cannot end what has ended.
    if (dueMs > askedUntil(this.#parts.steady()) || this.#parts.slices.overflowed) return
    this.#cancel = setLimit(this.#parts.clock, Math.max(1, dueMs - this.#elapsedMs()), () => this.#look())
  }

  #elapsedMs(): number {
    return this.#parts.clock.now() - this.#originMs
  }

  #endOf(slice: number): number {
    const { fromMs, sliceMs } = this.#parts.slices.settings
    return fromMs + (slice + 1) * sliceMs
  }

  #look(): void {
    const { slices, onBreach } = this.#parts
    slices.closeUntil(this.#elapsedMs())
    const budget = this.#takeClosed()
    if (budget === null) this.#schedule()
    else onBreach({ atMs: this.#elapsedMs(), budget })
  }

  #takeClosed(): string | null {
    const { closed } = this.#parts.slices
    const steady = this.#parts.steady()
    for (; this.#taken < closed.length; this.#taken++) {
      const endMs = this.#endOf(this.#taken)
      for (const { window, scan, graceUntilMs } of this.#watched) {
        scan.push(closed[this.#taken]!)
        if (!scan.full || endMs < graceUntilMs || endMs > askedUntil(steady)) continue
        const beginMs = endMs - window.everyMs
        const lateMs = this.#parts.generator.lateIn(beginMs, endMs)
        const missed = limitsOfWindow(window, scan, isAsked(steady, beginMs, endMs)).find(
          (limit) => judgeLimit(limit).verdict === 'fail' && !isForLateness(limit, lateMs, window.everyMs),
        )
        if (missed) return missed.budget
      }
    }
    return null
  }
}
