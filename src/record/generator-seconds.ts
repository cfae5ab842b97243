import type { GeneratorSecond } from '../model/health-metrics.ts'
import { LatencySeries } from './latency-series.ts'
import { latestIn, type LateSecond } from './latest-in.ts'
import type { ProcessSecond } from './process-seconds.ts'

/** A second as it was recorded; what was planned in it follows from the plans. */
export type RecordedSecond = Omit<GeneratorSecond, 'planned_starts' | 'gc_total_ms' | 'gc_max_ms'> & {
  gc: ProcessSecond['gc']
}

/** Seconds kept: a day. */
const maxSeconds = 86_400

/** The load generator, second by second: what the process went through, and how it kept the plans meanwhile. */
export class GeneratorSeconds {
  readonly seconds: RecordedSecond[] = []
  readonly late: LateSecond[] = []
  private readonly _lateness = new LatencySeries()
  declare private readonly _limitMs: number
  private _fromMs = 0
  private _syncMs = 0
  private _syncMaxMs = 0
  private _syncs = 0

  /** `limitMs`: a start is late beyond that. */
  constructor(limitMs = Infinity) {
    this._limitMs = limitMs
  }

  /** How late a start was at most in the seconds that touch that time; 0: none was late. */
  lateIn(fromMs: number, toMs: number): number {
    const open = this._lateSecond(Infinity)
    return latestIn(open === null ? this.late : [...this.late, open], fromMs, toMs)
  }

  /** A start that found a free slot, and how late it was. */
  started(latenessMs: number): void {
    this._lateness.record(latenessMs)
  }

  /** How long a start held the event loop. */
  held(ms: number): void {
    this._syncs++
    this._syncMs += ms
    if (ms > this._syncMaxMs) this._syncMaxMs = ms
  }

  /** `process` is null where time is virtual: there is nothing to tell of it then. */
  closeSecond(
    process: ProcessSecond | null,
    rssBytes: number,
    starts: { started: number; dropped: number },
    endMs = this._fromMs + 1000,
  ): void {
    const late = this._lateSecond(endMs)
    if (late !== null && this.late.length < maxSeconds) this.late.push(late)
    this._fromMs = endMs
    if (process !== null && this.seconds.length < maxSeconds)
      this.seconds.push(this._toSecond(process, rssBytes, starts))
    this._lateness.clear()
    this._syncs = this._syncMs = this._syncMaxMs = 0
  }

  private _lateSecond(toMs: number): LateSecond | null {
    const lateMs = this._lateness.maxMs ?? 0
    return lateMs > this._limitMs ? { fromMs: this._fromMs, toMs, lateMs } : null
  }

  private _toSecond(
    process: ProcessSecond,
    rssBytes: number,
    { started, dropped }: { started: number; dropped: number },
  ): RecordedSecond {
    return {
      second: this.seconds.length,
      worker: null,
      length_ms: process.lengthMs,
      event_loop_delay_p99_ms: process.loopDelay?.p99_ms ?? null,
      event_loop_delay_max_ms: process.loopDelay?.max_ms ?? null,
      event_loop_utilization: process.utilization,
      gc: process.gc,
      cpu: process.cpu,
      rss_bytes: rssBytes,
      sync_total_ms: this._syncs === 0 ? null : round(this._syncMs),
      sync_max_ms: this._syncs === 0 ? null : round(this._syncMaxMs),
      lateness_p99_ms: this._lateness.percentileMs(99),
      lateness_max_ms: this._lateness.maxMs,
      achieved_starts: started,
      dropped,
    }
  }
}

function round(ms: number): number {
  return Math.round(ms * 1000) / 1000
}
