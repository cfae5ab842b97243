import { PerformanceObserver, type PerformanceEntry } from 'node:perf_hooks'
import { entriesNow } from '../foundation/clock.ts'

/** Pauses of one second. They are told a turn later: the figures of the last second may still grow. */
export interface GcSecond {
  totalMs: number
  maxMs: number
}

/** A blocked loop swallows seconds; they are closed together, before it has a turn. */
const secondsKept = 16
/** Shorter ones have no pause of their own. */
const shortestMs = 1

/** Pauses for garbage collection, a second at a time. */
export class GcPauses {
  /** The newest first. */
  private _seconds = [{ fromMs: entriesNow(), pauses: { totalMs: 0, maxMs: 0 } }]
  private readonly _observer = new PerformanceObserver((list) => this._add(list.getEntries()))

  constructor() {
    this._observer.observe({ entryTypes: ['gc'] })
  }

  /** Ends the second, and begins the next. */
  closeSecond(): GcSecond {
    const nowMs = entriesNow()
    this._add(this._observer.takeRecords())
    const { fromMs, pauses } = this._seconds[0]!
    if (nowMs - fromMs < shortestMs) return { totalMs: 0, maxMs: 0 }
    const next = { fromMs: nowMs, pauses: { totalMs: 0, maxMs: 0 } }
    this._seconds = [next, ...this._seconds.slice(0, secondsKept - 1)]
    return pauses
  }

  stop(): void {
    this._add(this._observer.takeRecords())
    this._observer.disconnect()
  }

  private _add(entries: readonly PerformanceEntry[]): void {
    for (const { startTime, duration } of entries) {
      const pauses = this._seconds.find(({ fromMs }) => fromMs <= startTime)?.pauses
      if (pauses === undefined) continue
      pauses.totalMs += duration
      pauses.maxMs = Math.max(pauses.maxMs, duration)
    }
  }
}
