import type { IterationFacts } from '../model/iteration-facts.ts'
import type { LatencySeries } from './latency-series.ts'
import { StretchedSeries, type PackedStretches } from './stretched-series.ts'

const times = ['response', 'service', 'lateness'] as const
type Times = (typeof times)[number]

export interface StretchSettings {
  /** Where the first stretch begins, from the beginning of the run. */
  fromMs: number
  /** How long a stretch is at first. */
  widthMs: number
  /** Which times are kept. */
  keeps: readonly Times[]
}

export type PackedTimes = { [name in Times]: PackedStretches | null }

/** The steady phase of one load, or of several, in stretches of time: what limits with a confidence are judged by. */
export class Stretches {
  declare readonly settings: StretchSettings
  declare readonly response: StretchedSeries | null
  declare readonly service: StretchedSeries | null
  declare readonly lateness: StretchedSeries | null

  constructor(settings: StretchSettings) {
    const seriesOf = (name: Times): StretchedSeries | null =>
      settings.keeps.includes(name) ? new StretchedSeries(settings.widthMs) : null
    this.settings = settings
    this.response = seriesOf('response')
    this.service = seriesOf('service')
    this.lateness = seriesOf('lateness')
  }

  /** `fromMs`: when the load begins in its run; all other times count from there. */
  end(fromMs: number, { scheduledMs, startedMs, phase }: IterationFacts, endMs: number): void {
    if (phase === 'warmup') return
    const atMs = fromMs + endMs - this.settings.fromMs
    this.response?.record(atMs, endMs - scheduledMs)
    this.service?.record(atMs, endMs - startedMs)
    this.lateness?.record(atMs, startedMs - scheduledMs)
  }

  /** Until when the open stretch of responses goes, from the beginning of the run. */
  get openUntilMs(): number {
    return this.settings.fromMs + (this.response?.openUntilMs ?? -Infinity)
  }

  /** Responses that ended in the open stretch. */
  take(responses: LatencySeries): void {
    this.response?.take(responses)
  }

  /** It never started. */
  drop(fromMs: number, scheduledMs: number, nowMs: number): void {
    this.response?.record(fromMs + nowMs - this.settings.fromMs, nowMs - scheduledMs)
  }

  /** A warm-up was found: what began before `ms` of the run is no part of the steady phase. */
  forgetBefore(ms: number): void {
    for (const name of times) this[name]?.forgetBefore(ms - this.settings.fromMs)
  }

  add(packed: PackedTimes): void {
    for (const name of times) if (packed[name] !== null) this[name]?.add(packed[name])
  }

  pack(): PackedTimes {
    const of = (name: Times): PackedStretches | null => this[name]?.pack() ?? null
    return { response: of('response'), service: of('service'), lateness: of('lateness') }
  }
}
