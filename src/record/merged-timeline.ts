import type { TimelineSecond } from '../model/metrics.ts'
import { LatencySeries, type PackedSeries } from './latency-series.ts'
import { toSecond, type OpenSecond } from './timeline.ts'

/** A second of one worker, to be sent. */
export type PackedSecond = Omit<OpenSecond, 'response'> & { response: PackedSeries }

export function packSecond(second: OpenSecond): PackedSecond {
  return { ...second, response: second.response.pack() }
}

/** The seconds of several workers that began together, as those of one load. Its samples are kept until all have told one. */
export class MergedTimeline {
  private readonly _closed: TimelineSecond[] = []
  private readonly _open = new Map<number, { merged: OpenSecond; told: number }>()
  declare private readonly _workers: number
  declare private readonly _inOneProcess: boolean

  /** `inOneProcess`: the resident memory that each worker tells is that of all. */
  constructor(workers: number, inOneProcess: boolean) {
    this._workers = workers
    this._inOneProcess = inOneProcess
  }

  add(packed: PackedSecond): void {
    const second = { ...packed, response: LatencySeries.unpack(packed.response) }
    const open = this._open.get(second.second) ?? { merged: nothingIn(second.second), told: 0 }
    this._open.set(second.second, open)
    this._join(open.merged, second)
    open.told++
    if (open.told === this._workers) this._close(second.second)
  }

  /** In order; those that only some workers lasted for are there too. */
  finish(): TimelineSecond[] {
    for (const second of this._open.keys()) this._close(second)
    return this._closed.sort((a, b) => a.second - b.second)
  }

  private _close(second: number): void {
    this._closed.push(toSecond(this._open.get(second)!.merged))
    this._open.delete(second)
  }

  private _join(all: OpenSecond, one: OpenSecond): void {
    all.started += one.started
    all.succeeded += one.succeeded
    all.failed += one.failed
    all.dropped += one.dropped
    all.inFlight += one.inFlight
    all.heapBytes += one.heapBytes
    all.rssBytes = this._inOneProcess ? Math.max(all.rssBytes, one.rssBytes) : all.rssBytes + one.rssBytes
    if (one.loopDelayMaxMs !== null)
      all.loopDelayMaxMs = Math.max(all.loopDelayMaxMs ?? 0, one.loopDelayMaxMs)
    all.response.add(one.response)
  }
}

/** Queues of several workers may be one or several: their depths do not add up. */
function nothingIn(second: number): OpenSecond {
  return {
    second,
    started: 0,
    succeeded: 0,
    failed: 0,
    dropped: 0,
    inFlight: 0,
    queueDepth: null,
    loopDelayMaxMs: null,
    heapBytes: 0,
    rssBytes: 0,
    response: new LatencySeries(),
  }
}
