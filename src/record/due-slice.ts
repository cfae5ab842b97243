import { LooseSeries } from './loose-series.ts'
import type { Slice, SliceSettings } from './slice.ts'

/** What was due in a short time, whenever it ends. */
export class DueSlice {
  succeeded = 0
  failed = 0
  unfinished = 0
  dropped = 0
  /** When the last of it ended, or was given up, from the beginning of the run. */
  lastEndMs = 0
  readonly response = new LooseSeries()
  declare readonly service: LooseSeries | null
  declare readonly lateness: LooseSeries | null

  constructor({ keepsService, keepsLateness }: SliceSettings) {
    this.service = keepsService ? new LooseSeries() : null
    this.lateness = keepsLateness ? new LooseSeries() : null
  }

  toSlice(): Slice {
    const { succeeded, failed, unfinished, dropped } = this
    return {
      completed: succeeded,
      succeeded,
      failed,
      unfinished,
      dropped,
      oldestMs: Infinity,
      response: this.response.compact(),
      service: this.service?.compact() ?? null,
      lateness: this.lateness?.compact() ?? null,
    }
  }
}
