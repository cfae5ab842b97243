import { LatencySeries } from './latency-series.ts'
import { exactBelow } from './value-buckets.ts'

/** Up to so many microseconds each has its count from the beginning. */
const leastCounted = 255

/**
 * Durations that are not in a series yet. Short ones, below 2 ms, are counted by the microsecond and nothing else: how many there
 * are, their sum and their extremes are worked out once for all of them. The rest is a series.
 */
export class FreshSamples {
  private _counts = new Uint32Array(0)
  /** The longest that is counted; -1: there is none, short or long. */
  private _longestUs = -1
  private readonly _long = new LatencySeries()

  get isEmpty(): boolean {
    return this._longestUs < 0
  }

  /** Throws as `LatencySeries.record` does. */
  record(durationMs: number): void {
    const us = Math.round(durationMs * 1000)
    if (!(us >= 0 && us < this._counts.length)) return this._recordElse(durationMs, us)
    if (us > this._longestUs) this._longestUs = us
    this._counts[us | 0]!++
  }

  private _recordElse(durationMs: number, us: number): void {
    if (us >= 0 && us < exactBelow) {
      this._grow(us)
      return this.record(durationMs)
    }
    this._long.record(durationMs)
    this._longestUs = Math.max(this._longestUs, 0)
  }

  /** To a power of two above `us`: many cells are of what is quick, and need no more than a kilobyte. */
  private _grow(us: number): void {
    const counts = new Uint32Array(2 ** (32 - Math.clz32(us | leastCounted)))
    counts.set(this._counts)
    this._counts = counts
  }

  /** To the series that they are of, and to another one; returns how many those were. */
  moveTo(one: LatencySeries, other: LatencySeries): number {
    const counts = this._counts.subarray(0, this._longestUs + 1)
    const short = LatencySeries.ofMicroseconds(counts)
    for (const series of [one, other]) {
      series.add(short)
      series.add(this._long)
    }
    const { count } = this._long
    counts.fill(0)
    this._long.clear()
    this._longestUs = -1
    return count + short.count
  }
}
