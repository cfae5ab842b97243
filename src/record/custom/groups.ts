import { LatencySeries } from '../latency-series.ts'
import { maxNames } from './checks.ts'

export interface GroupTimes {
  series: LatencySeries
  failed: number
}

/** How long each group of a run took. */
export class Groups {
  /** Set when more than `maxNames` came; those that came later are not kept. */
  overflowed = false
  #times = new Map<string, GroupTimes>()

  record(name: string, durationMs: number, failed: boolean): void {
    let times = this.#times.get(name)
    if (times === undefined) {
      if (this.#times.size >= maxNames) {
        this.overflowed = true
        return
      }
      this.#times.set(name, (times = { series: new LatencySeries(), failed: 0 }))
    }
    times.series.record(durationMs)
    if (failed) times.failed++
  }

  restart(): void {
    this.#times = new Map()
  }

  /** In the order in which they first ended; forgotten here. */
  take(): ReadonlyMap<string, GroupTimes> {
    const times = this.#times
    this.restart()
    return times
  }
}
