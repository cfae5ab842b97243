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

/** A second with all its samples: `response` is used again for the next one. */
export interface OpenSecond extends SecondSample {
  /** From 0. */
  second: number
  started: number
  succeeded: number
  failed: number
  dropped: number
  response: LatencySeries
}

/** How many iterations of a load began so far, and how they ended. */
interface Counts {
  readonly started: number
  readonly succeeded: number
  readonly failed: number
}

/** `flush`: tells what was not told yet. */
interface Followed extends Counts {
  flush?(): void
}

const noCounts: Counts = { started: 0, succeeded: 0, failed: 0 }

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
  /** Where a worker keeps it: each second is told, and not kept. */
  onSecond: ((second: OpenSecond) => void) | null = null
  readonly seconds: TimelineSecond[] = []
  /** The second that was closed last, kept in the timeline or not; null before the first has ended. */
  lastSecond: LastSecond | null = null
  private readonly _response = new LatencySeries()
  private readonly _loads: Followed[] = []
  /** Of all loads, when the last second was closed. */
  private _before: Counts = noCounts
  private _dropped = 0

  /** Seconds that have ended, kept or not. */
  get closedSeconds(): number {
    return this.lastSecond === null ? 0 : this.lastSecond.second + 1
  }

  /** What a load counts is read when a second ends: each iteration is counted there already. */
  follow(load: Followed): void {
    this._loads.push(load)
  }

  /** An iteration ended. Recorded in `part` as well, the series that it belongs to: both at once cost less. */
  finish(responseMs: number, part: LatencySeries): void {
    LatencySeries.recordInBoth(part, this._response, responseMs)
  }

  /** Iterations that ended in the open second. */
  take(responses: LatencySeries): void {
    this._response.add(responses)
  }

  drop(): void {
    this._dropped++
  }

  closeSecond(sample: SecondSample): void {
    for (const load of this._loads) load.flush?.()
    const second = this._openSecond(sample)
    if (this.onSecond) this.onSecond(second)
    else if (this.seconds.length < maxSeconds) this.seconds.push(toSecond(second))
    this.lastSecond = {
      second: this.closedSeconds,
      started: second.started,
      dropped: second.dropped,
      p95Ms: this._response.percentileMs(95),
    }
    this._response.clear()
    this._dropped = 0
  }

  private _openSecond(sample: SecondSample): OpenSecond {
    const before = this._before
    const now = (this._before = sumOf(this._loads))
    return {
      ...sample,
      second: this.closedSeconds,
      started: now.started - before.started,
      succeeded: now.succeeded - before.succeeded,
      failed: now.failed - before.failed,
      dropped: this._dropped,
      response: this._response,
    }
  }
}

function sumOf(loads: readonly Counts[]): Counts {
  const sum = (of: keyof Counts): number => loads.reduce((all, load) => all + load[of], 0)
  return { started: sum('started'), succeeded: sum('succeeded'), failed: sum('failed') }
}

/** A second as it stands in the metrics. */
export function toSecond(second: OpenSecond): TimelineSecond {
  const { response } = second
  return {
    second: second.second,
    started: second.started,
    succeeded: second.succeeded,
    failed: second.failed,
    dropped: second.dropped,
    in_flight: second.inFlight,
    queue_depth: second.queueDepth,
    p50_ms: response.percentileMs(50),
    p99_ms: response.percentileMs(99),
    max_ms: response.maxMs,
    loop_delay_max_ms: second.loopDelayMaxMs,
    heap_bytes: second.heapBytes,
    rss_bytes: second.rssBytes,
  }
}
