import type { TimelineSecond } from '../model/metrics.ts'
import { LatencySeries } from './latency-series.ts'

/** What the process looked like at the end of a second. */
export interface SecondSample {
  inFlight: number
  queueDepth: number | null
  loopDelayMaxMs: number | null
  heapBytes: number
  rssBytes: number
}

/** What is told while the load runs. */
interface LastSecond {
  /** From 0. */
  second: number
  started: number
  dropped: number
  p95Ms: number | null
}

/** Seconds kept: a day. Longer runs keep their totals; the timeline ends. */
const maxSeconds = 86_400

/** What happened in each second of the load. Iterations count in the second in which they ended. */
export class Timeline {
  readonly seconds: TimelineSecond[] = []
  /** The second that was closed last, kept in the timeline or not; null before the first has ended. */
  lastSecond: LastSecond | null = null
  readonly #response = new LatencySeries()
  #started = 0
  #succeeded = 0
  #failed = 0
  #dropped = 0

  /** Seconds that have ended, kept or not. */
  get closedSeconds(): number {
    return this.lastSecond === null ? 0 : this.lastSecond.second + 1
  }

  start(): void {
    this.#started++
  }

  finish(responseMs: number, ok: boolean): void {
    if (ok) this.#succeeded++
    else this.#failed++
    this.#response.record(responseMs)
  }

  drop(): void {
    this.#dropped++
  }

  closeSecond(sample: SecondSample): void {
    if (this.seconds.length < maxSeconds) this.seconds.push(this.#toSecond(sample))
    this.lastSecond = {
      second: this.closedSeconds,
      started: this.#started,
      dropped: this.#dropped,
      p95Ms: this.#response.percentileMs(95),
    }
    this.#response.clear()
    this.#started = this.#succeeded = this.#failed = this.#dropped = 0
  }

  #toSecond(sample: SecondSample): TimelineSecond {
    return {
      second: this.seconds.length,
      started: this.#started,
      succeeded: this.#succeeded,
      failed: this.#failed,
      dropped: this.#dropped,
      in_flight: sample.inFlight,
      queue_depth: sample.queueDepth,
      p50_ms: this.#response.percentileMs(50),
      p99_ms: this.#response.percentileMs(99),
      max_ms: this.#response.maxMs,
      loop_delay_max_ms: sample.loopDelayMaxMs,
      heap_bytes: sample.heapBytes,
      rss_bytes: sample.rssBytes,
    }
  }
}
