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
  readonly settings: SliceSettings
  /** Those that are over, in order and without gaps. */
  readonly closed: Slice[] = []
  readonly due: DueSlices
  /** Planned starts that never came, and have no time. */
  neverStarted = 0
  /** More time passed than slices are kept for. */
  overflowed = false
  #completed = 0
  #succeeded = 0
  #failed = 0
  #unfinished = 0
  #dropped = 0
  #oldestMs = Infinity
  #openUntilMs: number
  readonly #response = new LatencySeries()
  readonly #service: LatencySeries | null
  readonly #lateness: LatencySeries | null

  constructor(settings: SliceSettings) {
    this.settings = settings
    this.due = new DueSlices(settings, settings.keptDueMs)
    this.#openUntilMs = settings.fromMs + settings.sliceMs
    this.#service = settings.keepsService ? new LatencySeries() : null
    this.#lateness = settings.keepsLateness ? new LatencySeries() : null
  }

  finish(load: SlicedLoad, iteration: IterationFacts, endMs: number, ok: boolean): void {
    if (endMs >= load.warmupMs) {
      this.#advance(load.fromMs + endMs)
      if (ok) this.#completed++
    }
    if (iteration.phase === 'warmup') return
    const due = this.#measure(load, iteration, endMs)
    if (ok) this.#succeeded++
    else this.#failed++
    if (due !== null) due[ok ? 'succeeded' : 'failed']++
  }

  unfinish(load: SlicedLoad, iteration: IterationFacts, nowMs: number): void {
    if (iteration.phase === 'warmup') return
    this.#advance(load.fromMs + nowMs)
    const due = this.#measure(load, iteration, nowMs)
    this.#unfinished++
    if (due !== null) due.unfinished++
  }

  /** A start of the steady phase that was given up. */
  drop(load: SlicedLoad, scheduledMs: number, nowMs: number): void {
    this.#advance(load.fromMs + nowMs)
    this.#oldestMs = Math.min(this.#oldestMs, load.fromMs + scheduledMs)
    this.#response.record(nowMs - scheduledMs)
    this.#dropped++
    const due = this.due.at(load.fromMs + scheduledMs, load.fromMs + nowMs)
    if (due === null) return
    due.dropped++
    due.response.record(nowMs - scheduledMs)
  }

  /** Closes what is over by then, from the beginning of the run. */
  closeUntil(nowMs: number): void {
    while (nowMs >= this.#openUntilMs) this.#close()
  }

  /** Closes the last one, however short, unless nothing ended in it. */
  closeLast(): void {
    if (this.#completed + this.#failed + this.#unfinished + this.#dropped > 0) this.#close()
  }

  #measure(
    { fromMs, model }: SlicedLoad,
    { scheduledMs, startedMs }: IterationFacts,
    endMs: number,
  ): DueSlice | null {
    if (fromMs + scheduledMs < this.#oldestMs) this.#oldestMs = fromMs + scheduledMs
    this.#response.record(endMs - scheduledMs)
    this.#service?.record(endMs - startedMs)
    // A closed load has no schedule to be late for.
    if (model === 'open') this.#lateness?.record(startedMs - scheduledMs)
    const due = this.due.at(fromMs + scheduledMs, fromMs + endMs)
    if (due === null) return null
    due.response.record(endMs - scheduledMs)
    due.service?.record(endMs - startedMs)
    if (model === 'open') due.lateness?.record(startedMs - scheduledMs)
    return due
  }

  #advance(nowMs: number): void {
    // The clocks of two loads may be a timer's lateness apart: what is earlier than the open slice counts in it.
    if (nowMs >= this.#openUntilMs) this.closeUntil(nowMs)
  }

  #close(): void {
    if (this.closed.length >= maxSlices) {
      this.overflowed = true
      this.#openUntilMs = Infinity
      return
    }
    this.closed.push(this.#toSlice())
    this.#openUntilMs = this.settings.fromMs + (this.closed.length + 1) * this.settings.sliceMs
    this.#completed = this.#succeeded = this.#failed = this.#unfinished = this.#dropped = 0
    this.#oldestMs = Infinity
    for (const series of [this.#response, this.#service, this.#lateness]) if (series?.count) series.clear()
  }

  #toSlice(): Slice {
    const ended = this.#completed + this.#failed + this.#unfinished + this.#dropped
    if (ended === 0) return emptySlice
    return {
      completed: this.#completed,
      succeeded: this.#succeeded,
      failed: this.#failed,
      unfinished: this.#unfinished,
      dropped: this.#dropped,
      oldestMs: this.#oldestMs,
      response: this.#response.compact(),
      service: this.#service?.compact() ?? null,
      lateness: this.#lateness?.compact() ?? null,
    }
  }
}
