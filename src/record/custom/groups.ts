import { LatencySeries } from '../latency-series.ts'
import { Named } from './named.ts'

export interface GroupTimes {
  series: LatencySeries
  failed: number
}

/** How long each group of a run took. */
export class Groups extends Named<GroupTimes> {
  constructor() {
    super(() => ({ series: new LatencySeries(), failed: 0 }))
  }

  record(name: string, durationMs: number, failed: boolean): void {
    const times = this.at(name)
    if (times === null) return
    times.series.record(durationMs)
    if (failed) times.failed++
  }
}
