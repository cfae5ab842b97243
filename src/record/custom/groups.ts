import { LatencySeries } from '../latency-series.ts'
import { Named } from './named.ts'

export interface GroupTimes {
  series: LatencySeries
  failed: number
}

/** A group under way. */
export interface OpenGroup {
  readonly name: string
  readonly startMs: number
}

/** How long each group of a run took. */
export class Groups extends Named<GroupTimes> {
  constructor() {
    super(() => ({ series: new LatencySeries(), failed: 0 }))
  }

  private readonly _open = new Set<OpenGroup>()

  begin(name: string, startMs: number): OpenGroup {
    const open = { name, startMs }
    this._open.add(open)
    return open
  }

  /** Nothing, where it was given up, or began before the last restart. */
  end(open: OpenGroup, nowMs: number, failed: boolean): void {
    if (this._open.delete(open)) this.record(open.name, nowMs - open.startMs, failed)
  }

  /** What has not ended by now counts at its age, as failed: it must not vanish from the figures. */
  giveUp(nowMs: number): void {
    for (const { name, startMs } of this._open) this.record(name, nowMs - startMs, true)
    this._open.clear()
  }

  override restart(): void {
    super.restart()
    // What began before is no sample of what comes now.
    this._open.clear()
  }

  record(name: string, durationMs: number, failed: boolean): void {
    const times = this.at(name)
    if (times === null) return
    times.series.record(durationMs)
    if (failed) times.failed++
  }
}
