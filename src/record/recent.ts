import type { LoadPlan } from '../model/load-plan.ts'
import { LatencySeries } from './latency-series.ts'
import type { RunRecords } from './run-records.ts'
import type { SlicedLoad } from './slices.ts'
import type { Stretches } from './stretches.ts'

const noneKept = { keepsService: false, keepsLateness: false }

/**
 * Successes of a closed load that began and ended in one slice of time, before they are told to all that keep the run by
 * time: the second, the slice, the stretch. Those are told once for all of a slice in place of once for each iteration.
 * Histograms add up without loss, so that nobody can tell the difference.
 */
export class Recent {
  /** It takes what is due from then on, and ends before `untilMs`; nothing before it is opened. */
  fromMs = Infinity
  untilMs = -Infinity
  private _oldestMs = Infinity
  private _lastEndMs = 0
  private readonly _response = new LatencySeries()
  private readonly _run: RunRecords
  private readonly _load: SlicedLoad
  private readonly _stretches: Stretches | null

  /** null where more is kept of each iteration than when it ended, and how long it took. */
  static of(plan: LoadPlan, run: RunRecords, load: SlicedLoad, stretches: Stretches | null): Recent | null {
    const { keepsService, keepsLateness } = run.slices?.settings ?? noneKept
    const keepsMore =
      keepsService || keepsLateness || stretches?.settings.keeps.some((kept) => kept !== 'response')
    const isWatched = plan.findsWarmup || run.progress !== null
    return plan.model === 'open' || keepsMore || isWatched ? null : new Recent(run, load, stretches)
  }

  private constructor(run: RunRecords, load: SlicedLoad, stretches: Stretches | null) {
    this._run = run
    this._load = load
    this._stretches = stretches
    run.slices?.precedeBy(this)
  }

  /** The same sample as in `part`, the series that it belongs to. */
  take(scheduledMs: number, endMs: number, part: LatencySeries): void {
    if (scheduledMs < this._oldestMs) this._oldestMs = scheduledMs
    this._lastEndMs = endMs
    LatencySeries.recordInBoth(part, this._response, endMs - scheduledMs)
  }

  /** For what comes in the slice and the stretch of an iteration that has just been told to all, and ended then. */
  openAt(endMs: number): void {
    this.flush()
    const { fromMs, warmupMs } = this._load
    const { slices } = this._run
    // Only the steady phase is kept in slices and stretches.
    const steadyMs = slices === null && this._stretches === null ? -Infinity : warmupMs
    this.fromMs = Math.max(steadyMs, slices === null ? -Infinity : slices.openFromMs - fromMs)
    this.untilMs =
      Math.min(slices?.openUntilMs ?? Infinity, this._stretches?.openUntilMs ?? Infinity) - fromMs
    // The slice of this one is closed already: the clock of another load is ahead.
    if (endMs >= this.untilMs || endMs < this.fromMs) this.fromMs = Infinity
  }

  /** Tells all that it holds. */
  flush(): void {
    if (this._response.count === 0) return
    const { timeline, slices } = this._run
    const { fromMs } = this._load
    timeline.take(this._response)
    slices?.take(this._response, fromMs + this._oldestMs, fromMs + this._lastEndMs)
    this._stretches?.take(this._response)
    this._response.clear()
    this._oldestMs = Infinity
  }
}
