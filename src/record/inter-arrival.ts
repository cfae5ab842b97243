import type { InterArrival } from '../model/health-metrics.ts'
import { LatencySeries } from './latency-series.ts'

/** How evenly the starts of one load came, beside how evenly they were planned. */
export class InterArrivals {
  private readonly _gaps = new LatencySeries()
  private _squares = 0
  private _plannedSum = 0
  private _plannedSquares = 0
  private _last: { startedMs: number; scheduledMs: number } | null = null

  /** A start that found a free slot. */
  started(startedMs: number, scheduledMs: number): void {
    const last = this._last
    if (last === null) {
      this._last = { startedMs, scheduledMs }
      return
    }
    const gapMs = startedMs - last.startedMs
    const plannedMs = scheduledMs - last.scheduledMs
    this._gaps.record(gapMs)
    this._squares += gapMs * gapMs
    this._plannedSum += plannedMs
    this._plannedSquares += plannedMs * plannedMs
    last.startedMs = startedMs
    last.scheduledMs = scheduledMs
  }

  /** A start that waited for a slot: the gaps before and after it are the target's. */
  waited(): void {
    this._last = null
  }

  /** Of several loads together: gaps are between starts of the same one. null without a gap. */
  static summary(loads: readonly InterArrivals[]): InterArrival | null {
    const gaps = new LatencySeries()
    for (const load of loads) gaps.add(load._gaps)
    const { count } = gaps
    if (count === 0) return null
    const sum = (of: (load: InterArrivals) => number): number =>
      loads.reduce((all, each) => all + of(each), 0)
    const stats = gaps.stats()!
    return {
      count,
      avg_ms: stats.avg_ms,
      p50_ms: stats.p50_ms,
      p99_ms: stats.p99_ms,
      max_ms: stats.max_ms,
      variation: variation(stats.avg_ms, sum((load) => load._squares) / count),
      planned_variation: variation(
        sum((load) => load._plannedSum) / count,
        sum((load) => load._plannedSquares) / count,
      ),
    }
  }
}

/** Standard deviation over mean; 0 where all gaps are 0. */
function variation(mean: number, meanOfSquares: number): number {
  if (mean === 0) return 0
  const value = Math.sqrt(Math.max(0, meanOfSquares - mean * mean)) / mean
  return Math.round(value * 1000) / 1000
}
