import type { Cell, CellFilter } from '../record/cells.ts'
import { LatencySeries } from '../record/latency-series.ts'
import type { Recording } from '../record/recording.ts'

/** What one part of the load came to. */
export interface GroupMeasure {
  succeeded: number
  failed: number
  unfinished: number
  dropped: number
  activeMs: number
  response: LatencySeries
  service: LatencySeries
  lateness: LatencySeries | null
}

/** Adds up the cells of a part of the load. The steady phase, where the filter names no phase. */
export function measureGroup(recording: Recording, filter: CellFilter): GroupMeasure {
  const phase = filter.phase ?? 'steady'
  const cells = recording.cells.matching({ ...filter, phase })
  const total = (field: 'succeeded' | 'failed' | 'unfinished' | 'dropped'): number =>
    cells.reduce((sum, cell) => sum + cell[field], 0)
  return {
    succeeded: total('succeeded'),
    failed: total('failed'),
    unfinished: total('unfinished'),
    dropped: total('dropped'),
    activeMs: phase === 'warmup' ? recording.warmupMs : recording.activeMs - recording.warmupMs,
    response: merge(cells, 'response'),
    service: merge(cells, 'service'),
    lateness: recording.model === 'open' ? merge(cells, 'lateness') : null,
  }
}

function merge(cells: readonly Cell[], field: 'response' | 'service' | 'lateness'): LatencySeries {
  const merged = new LatencySeries()
  for (const cell of cells) {
    const series = cell[field]
    if (series) merged.add(series)
  }
  return merged
}
