import type { GeneratorSecond } from '../model/health-metrics.ts'
import { LatencySeries } from './latency-series.ts'
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
  readonly #lateness = new LatencySeries()
  #syncMs = 0
  #syncMaxMs = 0
  #syncs = 0

  /** A start that found a free slot, and how late it was. */
  started(latenessMs: number): void {
    this.#lateness.record(latenessMs)
  }

  /** How long a start held the event loop. */
  held(ms: number): void {
    this.#syncs++
    this.#syncMs += ms
    if (ms > this.#syncMaxMs) this.#syncMaxMs = ms
  }

  /** `process` is null where time is virtual: there is nothing to tell then. */
  closeSecond(
    process: ProcessSecond | null,
    rssBytes: number,
    starts: { started: number; dropped: number },
  ): void {
    if (process !== null && this.seconds.length < maxSeconds)
      this.seconds.push(this.#toSecond(process, rssBytes, starts))
    this.#lateness.clear()
    this.#syncs = this.#syncMs = this.#syncMaxMs = 0
  }

  #toSecond(
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
      sync_total_ms: this.#syncs === 0 ? null : round(this.#syncMs),
      sync_max_ms: this.#syncs === 0 ? null : round(this.#syncMaxMs),
      lateness_p99_ms: this.#lateness.percentileMs(99),
      lateness_max_ms: this.#lateness.maxMs,
      achieved_starts: started,
      dropped,
    }
  }
}

function round(ms: number): number {
  return Math.round(ms * 1000) / 1000
}
