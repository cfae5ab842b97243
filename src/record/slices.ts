import type { IterationFacts } from '../model/iteration-facts.ts'
import type { DueSlice } from './due-slice.ts'
import { DueSlices } from './due-slices.ts'
import { LatencySeries } from './latency-series.ts'
import { emptySlice, type Slice, type SliceSettings } from './slice.ts'

/** A day of the shortest slices. What ends later is in none. */
const maxSlices = 864_000

/** The load that an iteration is of. Its times count from its own beginning. */
export interface SlicedLoad {
  /** When it begins, from the beginning of the run. */
  readonly fromMs: number
  readonly warmupMs: number
  readonly model: 'open' | 'closed'
}

/**
 * The steady phase of all loads, slice by slice: each iteration in the slice in which it ended. Windows of time are made
 * of whole slices, whose histograms add up without loss. Memory follows the time and the spread of the values.
 */
export class Slices {
  declare readonly settings: SliceSettings
  /** Those that are over, in order and without gaps. */
  readonly closed: Slice[] = []
  declare readonly due: DueSlices
  /** Planned starts that never came, and have no time. */
  neverStarted = 0
  /** More time passed than slices are kept for. */
  overflowed = false
  private _completed = 0
  private _succeeded = 0
  private _failed = 0
  private _unfinished = 0
  private _dropped = 0
  private _oldestMs = Infinity
  declare private _openUntilMs: number
  private readonly _before: { flush(): void }[] = []
  private readonly _response = new LatencySeries()
  declare private readonly _service: LatencySeries | null
  declare private readonly _lateness: LatencySeries | null

  constructor(settings: SliceSettings) {
    this.settings = settings
    this.due = new DueSlices(settings, settings.keptDueMs)
    this._openUntilMs = settings.fromMs + settings.sliceMs
    this._service = settings.keepsService ? new LatencySeries() : null
    this._lateness = settings.keepsLateness ? new LatencySeries() : null
  }

  /** What tells what it holds before a slice is closed. */
  precedeBy(holder: { flush(): void }): void {
    this._before.push(holder)
  }

  /** From when to when the slice goes that is not closed yet, from the beginning of the run. */
  get openFromMs(): number {
    return this._openUntilMs - this.settings.sliceMs
  }

  get openUntilMs(): number {
    return this._openUntilMs
  }

  /** Successes of closed loads that were due, and ended, in the open slice; in times of the run. */
  take(responses: LatencySeries, oldestMs: number, lastEndMs: number): void {
    const { count } = responses
    this._completed += count
    this._succeeded += count
    this._oldestMs = Math.min(this._oldestMs, oldestMs)
    this._response.add(responses)
    const due = this.due.at(oldestMs, lastEndMs)
    if (due === null) return
    due.succeeded += count
    due.response.add(responses)
  }

  finish(load: SlicedLoad, iteration: IterationFacts, endMs: number, ok: boolean): void {
    if (endMs >= load.warmupMs) {
      this._advance(load.fromMs + endMs)
      if (ok) this._completed++
    }
    if (iteration.phase === 'warmup') return
    const due = this._measure(load, iteration, endMs)
    if (ok) this._succeeded++
    else this._failed++
    if (due !== null) due[ok ? 'succeeded' : 'failed']++
  }

  unfinish(load: SlicedLoad, iteration: IterationFacts, nowMs: number): void {
    if (iteration.phase === 'warmup') return
    this._advance(load.fromMs + nowMs)
    const due = this._measure(load, iteration, nowMs)
    this._unfinished++
    if (due !== null) due.unfinished++
  }

  /** A start of the steady phase that was given up. */
  drop(load: SlicedLoad, scheduledMs: number, nowMs: number): void {
    this._advance(load.fromMs + nowMs)
    this._oldestMs = Math.min(this._oldestMs, load.fromMs + scheduledMs)
    this._response.record(nowMs - scheduledMs)
    this._dropped++
    const due = this.due.at(load.fromMs + scheduledMs, load.fromMs + nowMs)
    if (due === null) return
    due.dropped++
    due.response.record(nowMs - scheduledMs)
  }

  /** Closes what is over by then, from the beginning of the run. */
  closeUntil(nowMs: number): void {
    while (nowMs >= this._openUntilMs) this._close()
  }

  /** Closes the last one, however short, unless nothing ended in it. */
  closeLast(): void {
    this._flush()
    if (this._completed + this._failed + this._unfinished + this._dropped > 0) this._close()
  }

  private _measure(
    { fromMs, model }: SlicedLoad,
    { scheduledMs, startedMs }: IterationFacts,
    endMs: number,
  ): DueSlice | null {
    if (fromMs + scheduledMs < this._oldestMs) this._oldestMs = fromMs + scheduledMs
    this._response.record(endMs - scheduledMs)
    this._service?.record(endMs - startedMs)
    // A closed load has no schedule to be late for.
    if (model === 'open') this._lateness?.record(startedMs - scheduledMs)
    const due = this.due.at(fromMs + scheduledMs, fromMs + endMs)
    if (due === null) return null
    due.response.record(endMs - scheduledMs)
    due.service?.record(endMs - startedMs)
    if (model === 'open') due.lateness?.record(startedMs - scheduledMs)
    return due
  }

  private _advance(nowMs: number): void {
    // The clocks of two loads may be a timer's lateness apart: what is earlier than the open slice counts in it.
    if (nowMs >= this._openUntilMs) this.closeUntil(nowMs)
  }

  private _flush(): void {
    for (const holder of this._before) holder.flush()
  }

  private _close(): void {
    this._flush()
    if (this.closed.length >= maxSlices) {
      this.overflowed = true
      this._openUntilMs = Infinity
      return
    }
    this.closed.push(this._toSlice())
    this._openUntilMs = this.settings.fromMs + (this.closed.length + 1) * this.settings.sliceMs
    this._completed = this._succeeded = this._failed = this._unfinished = this._dropped = 0
    this._oldestMs = Infinity
    for (const series of [this._response, this._service, this._lateness]) if (series?.count) series.clear()
  }

  private _toSlice(): Slice {
    const ended = this._completed + this._failed + this._unfinished + this._dropped
    if (ended === 0) return emptySlice
    return {
      completed: this._completed,
      succeeded: this._succeeded,
      failed: this._failed,
      unfinished: this._unfinished,
      dropped: this._dropped,
      oldestMs: this._oldestMs,
      response: this._response.compact(),
      service: this._service?.compact() ?? null,
      lateness: this._lateness?.compact() ?? null,
    }
  }
}
