import type { Cell, CellFilter } from '../record/cells.ts'
import { LatencySeries } from '../record/latency-series.ts'
import type { LoadRecording, Recording } from '../record/recording.ts'
import { Stretches } from '../record/stretches.ts'

/** What one part of a run came to. */
export interface GroupMeasure {
  /** Successes that throughput is made of: those of `activeMs`. */
  completed: number
  /** What became of the iterations, in the part of a found warm-up too: it hides no failure. */
  succeeded: number
  failed: number
  unfinished: number
  dropped: number
  activeMs: number
  response: LatencySeries
  service: LatencySeries
  lateness: LatencySeries | null
  /** Of whole loads; null: of a part of them, or none were kept. */
  stretches: Stretches | null
}

/** Which part to look at; what is left out means all. A tag goes with a load and a phase only. */
export interface GroupFilter extends CellFilter {
  load?: string
  tag?: string
}

/**
 * Adds up the cells of a part of the run. The steady phase, where the filter names no phase; and then what became of the
 * iterations of a warm-up that was found: it was slow, and nobody said that it may fail.
 */
export function measureGroup(recording: Recording, filter: GroupFilter): GroupMeasure {
  const phase = filter.phase ?? 'steady'
  const loads = recording.loads.filter(({ name }) => filter.load === undefined || name === filter.load)
  const cells = loads.flatMap((load) => cellsOf(load, { ...filter, phase }))
  const cut = filter.phase === undefined ? cutOffCells(loads, filter) : []
  const total = (field: 'succeeded' | 'failed' | 'unfinished' | 'dropped'): number =>
    [...cells, ...cut].reduce((sum, cell) => sum + cell[field], 0)
  return {
    completed: cells.reduce((sum, { succeeded }) => sum + succeeded, 0),
    succeeded: total('succeeded'),
    failed: total('failed'),
    unfinished: total('unfinished'),
    dropped: total('dropped'),
    activeMs: phase === 'warmup' ? warmupMs(loads) : steadyMs(recording, loads),
    response: merge(cells, 'response'),
    service: merge(cells, 'service'),
    lateness: loads.some(({ model }) => model === 'open') ? merge(cells, 'lateness') : null,
    stretches: isWhole(filter) ? mergeStretches(loads) : null,
  }
}

function isWhole({ agent, messageType, tag, phase }: GroupFilter): boolean {
  return [agent, messageType, tag, phase].every((part) => part === undefined)
}

/** Those of several loads by time: what makes one slow makes the other slow too. */
function mergeStretches(loads: readonly LoadRecording[]): Stretches | null {
  const [first, ...others] = loads.flatMap(({ stretches }) => stretches ?? [])
  if (first === undefined || others.length === 0) return first ?? null
  const merged = new Stretches(first.settings)
  for (const each of [first, ...others]) merged.add(each.pack())
  return merged
}

/** What loads that found their warm-up have left out. */
function cutOffCells(loads: readonly LoadRecording[], filter: GroupFilter): Cell[] {
  const found = loads.filter(({ foundWarmup }) => foundWarmup)
  return found.flatMap((load) => cellsOf(load, { ...filter, phase: 'warmup' }))
}

function cellsOf({ cells, tagCells }: LoadRecording, filter: GroupFilter): Cell[] {
  return filter.tag === undefined ? cells.matching(filter) : tagCells.matching(filter.tag, filter.phase)
}

function warmupMs(loads: readonly LoadRecording[]): number {
  return Math.max(0, ...loads.map((load) => load.warmupMs))
}

/** A load is measured over its own time, all of them over the time in which any was steady. */
function steadyMs({ activeMs, steadyFromMs, loads }: Recording, chosen: readonly LoadRecording[]): number {
  const [only] = chosen
  if (only === undefined || chosen.length === loads.length) return activeMs - steadyFromMs
  return only.activeMs - only.warmupMs
}

function merge(cells: readonly Cell[], field: 'response' | 'service' | 'lateness'): LatencySeries {
  const merged = new LatencySeries()
  for (const cell of cells) {
    const series = cell[field]
    if (series) merged.add(series)
  }
  return merged
}
