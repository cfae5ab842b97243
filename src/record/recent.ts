import type { IterationFacts } from '../model/iteration-facts.ts'
import type { LoadPlan } from '../model/load-plan.ts'
import type { Cell, Cells } from './cells.ts'
import { LatencySeries } from './latency-series.ts'
import type { RunRecords } from './run-records.ts'
import type { SlicedLoad } from './slices.ts'
import type { Stretches } from './stretches.ts'

/**
 * Successes of a closed load that began and ended in one slice of time, before they are told to all that keep the run by
 * time: the second, the slice, the stretch. Those are told once for all of a slice in place of once for each iteration.
 * Histograms add up without loss, so that nobody can tell the difference.
 */
export class Recent {
  /** When the last of them ended. */
  lastEndMs = 0
  /** It takes what is due from then on, and ends before `_untilMs`; nothing before it is opened. */
  private _fromMs = Infinity
  private _untilMs = -Infinity
  private _oldestMs = Infinity
  /** Those that have anything in `fresh`. */
  private readonly _touched: Cell[] = []
  private readonly _response = new LatencySeries()
  declare private readonly _run: RunRecords
  declare private readonly _load: SlicedLoad
  declare private readonly _stretches: Stretches | null
  declare private readonly _cells: Cells
  declare private readonly _opens: boolean

  constructor(plan: LoadPlan, run: RunRecords, load: SlicedLoad, stretches: Stretches | null, cells: Cells) {
    this._cells = cells
    this._run = run
    this._load = load
    this._stretches = stretches
    this._opens = plan.model === 'closed' && !plan.findsWarmup && !needsEach(run, stretches)
  }

  get isEmpty(): boolean {
    return this._touched.length === 0
  }

  /** Takes a success where it can. */
  take(iteration: IterationFacts, endMs: number): boolean {
    const { scheduledMs } = iteration
    if (scheduledMs < this._fromMs || endMs >= this._untilMs || iteration.tags !== null) return false
    if (scheduledMs < this._oldestMs) this._oldestMs = scheduledMs
    this.lastEndMs = endMs
    const cell = this._cells.of(iteration)
    if (cell.fresh.isEmpty) this._touched.push(cell)
    cell.fresh.record(endMs - scheduledMs)
    return true
  }

  /** What was due and ended then closes no slice and no stretch. */
  covers(scheduledMs: number, endMs: number): boolean {
    return scheduledMs >= this._fromMs && endMs < this._untilMs
  }

  /** For what comes in the slice and the stretch that are open, once all that came before has been told. */
  open(): void {
    if (!this._opens) return
    const { fromMs, warmupMs } = this._load
    const { slices } = this._run
    // Only the steady phase is kept in slices and stretches.
    const steadyMs = slices === null && this._stretches === null ? -Infinity : warmupMs
    this._fromMs = Math.max(steadyMs, slices === null ? -Infinity : slices.openFromMs - fromMs)
    this._untilMs =
      Math.min(slices?.openUntilMs ?? Infinity, this._stretches?.openUntilMs ?? Infinity) - fromMs
  }

  /** Tells all what it holds, and returns how many that were. */
  tell(): number {
    const { timeline, slices } = this._run
    const { fromMs } = this._load
    const response = this._response
    for (const cell of this._touched) cell.succeeded += cell.fresh.moveTo(cell.response, response)
    this._touched.length = 0
    timeline.take(response)
    slices?.take(response, fromMs + this._oldestMs, fromMs + this.lastEndMs)
    this._stretches?.take(response)
    const { count } = response
    response.clear()
    this._oldestMs = Infinity
    return count
  }
}

/** More is kept of each iteration than when it ended, and how long it took. */
function needsEach({ slices, progress }: RunRecords, stretches: Stretches | null): boolean {
  const inSlices = slices !== null && (slices.settings.keepsService || slices.settings.keepsLateness)
  return (
    inSlices ||
    progress !== null ||
    (stretches !== null && stretches.settings.keeps.some((kept) => kept !== 'response'))
  )
}
