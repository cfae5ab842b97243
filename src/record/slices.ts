import type { IterationFacts } from '../model/iteration-facts.ts'
import { LatencySeries, type CompactSeries } from './latency-series.ts'

/** What ended in a short time of the steady phase. */
export interface Slice {
  readonly succeeded: number
  readonly failed: number
  readonly unfinished: number
  readonly dropped: number
  /** The earliest scheduled start of what ended here, from the beginning of the run; Infinity: nothing did. */
  readonly oldestMs: number
  readonly response: CompactSeries | null
  /** null also where it is not kept. */
  readonly service: CompactSeries | null
  readonly lateness: CompactSeries | null
}

/** Nothing ended. */
export const emptySlice: Slice = {
  succeeded: 0,
  failed: 0,
  unfinished: 0,
  dropped: 0,
  oldestMs: Infinity,
  response: null,
  service: null,
  lateness: null,
}

/** A day of the shortest slices. What ends later is in none. */
const maxSlices = 864_000

export interface SliceSettings {
  /** When the first slice begins, from the beginning of the run. */
  fromMs: number
  sliceMs: number
  keepsService: boolean
  keepsLateness: boolean
}

/** Enough to judge windows of whole seconds by afterwards. */
const plainSettings: SliceSettings = { fromMs: 0, sliceMs: 1000, keepsService: false, keepsLateness: false }

/**
 * The steady phase of all loads, slice by slice: each iteration in the slice in which it ended. Windows of time are made
 * of whole slices, whose histograms add up without loss. Memory follows the time and the spread of the values.
 */
export class Slices {
  readonly settings: SliceSettings
  /** Those that are over, in order and without gaps. */
  readonly closed: Slice[] = []
  /** More time passed than slices are kept for. */
  overflowed = false
  #succeeded = 0
  #failed = 0
  #unfinished = 0
  #dropped = 0
  #oldestMs = Infinity
  #openUntilMs: number
  readonly #response = new LatencySeries()
  readonly #service: LatencySeries | null
  readonly #lateness: LatencySeries | null

  constructor(settings = plainSettings) {
    this.settings = settings
    this.#openUntilMs = settings.fromMs + settings.sliceMs
    this.#service = settings.keepsService ? new LatencySeries() : null
    this.#lateness = settings.keepsLateness ? new LatencySeries() : null
  }

  /** `loadFromMs`: when the load of this iteration began; its own times count from there. */
  finish(loadFromMs: number, iteration: IterationFacts, endMs: number, ok: boolean): void {
    if (iteration.phase === 'warmup') return
    this.#measure(loadFromMs, iteration, endMs)
    if (ok) this.#succeeded++
    else this.#failed++
  }

  unfinish(loadFromMs: number, iteration: IterationFacts, nowMs: number): void {
    if (iteration.phase === 'warmup') return
    this.#measure(loadFromMs, iteration, nowMs)
    this.#unfinished++
  }

  /** A start of the steady phase that was given up. */
  drop(loadFromMs: number, scheduledMs: number, nowMs: number): void {
    this.#ended(loadFromMs + scheduledMs, loadFromMs + nowMs)
    this.#response.record(nowMs - scheduledMs)
    this.#dropped++
  }

  /** Starts that never came, which have no time: they stand where the load ended. */
  dropAtEnd(count: number): void {
    this.#dropped += count
  }

  /** Closes what is over by then, from the beginning of the run. */
  closeUntil(nowMs: number): void {
    while (nowMs >= this.#openUntilMs) this.#close()
  }

  /** Closes the last one, however short, unless nothing ended in it. */
  closeLast(): void {
    if (this.#succeeded + this.#failed + this.#unfinished + this.#dropped > 0) this.#close()
  }

  #measure(loadFromMs: number, { scheduledMs, startedMs }: IterationFacts, endMs: number): void {
    this.#ended(loadFromMs + scheduledMs, loadFromMs + endMs)
    this.#response.record(endMs - scheduledMs)
    this.#service?.record(endMs - startedMs)
    this.#lateness?.record(startedMs - scheduledMs)
  }

  #ended(scheduledMs: number, endMs: number): void {
    // The clocks of two loads may be a timer's lateness apart: what is earlier than the open slice counts in it.
    if (endMs >= this.#openUntilMs) this.closeUntil(endMs)
    if (scheduledMs < this.#oldestMs) this.#oldestMs = scheduledMs
  }

  #close(): void {
    if (this.closed.length >= maxSlices) {
      this.overflowed = true
      this.#openUntilMs = Infinity
      return
    }
    this.closed.push(this.#toSlice())
    this.#openUntilMs = this.settings.fromMs + (this.closed.length + 1) * this.settings.sliceMs
    this.#succeeded = this.#failed = this.#unfinished = this.#dropped = 0
    this.#oldestMs = Infinity
    for (const series of [this.#response, this.#service, this.#lateness]) if (series?.count) series.clear()
  }

  #toSlice(): Slice {
    const ended = this.#succeeded + this.#failed + this.#unfinished + this.#dropped
    if (ended === 0) return emptySlice
    return {
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
