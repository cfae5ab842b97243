import type { Cell } from './cells.ts'
import { LatencySeries, type PackedSeries } from './latency-series.ts'
import type { Recorder } from './recorder.ts'
import type { PackedTimes } from './stretches.ts'

const counts = ['succeeded', 'failed', 'unfinished', 'dropped'] as const
const tallies = [
  'started',
  'startedFreely',
  'startedOnTime',
  'succeeded',
  'failed',
  'unfinishedCount',
  'droppedCount',
] as const

interface PackedCell extends Pick<
  Cell,
  'phase' | 'agent' | 'messageType' | 'succeeded' | 'failed' | 'unfinished' | 'dropped'
> {
  response: PackedSeries
  /** null in a closed model. */
  service: PackedSeries | null
  lateness: PackedSeries | null
}

/** What was recorded of one load, to be sent from worker to worker. */
export interface PackedRecorder extends Pick<Recorder, (typeof tallies)[number] | 'lastEndMs'> {
  cells: PackedCell[]
  cellsOverflowed: boolean
  tags: { tag: string; cells: PackedCell[] }[]
  tagsOverflowed: boolean
  generatorLateness: PackedSeries | null
  stretches: PackedTimes | null
}

export function packRecorder(recorder: Recorder): PackedRecorder {
  const { cells, tagCells, generatorLateness, lastEndMs } = recorder
  return {
    started: recorder.started,
    startedFreely: recorder.startedFreely,
    startedOnTime: recorder.startedOnTime,
    succeeded: recorder.succeeded,
    failed: recorder.failed,
    unfinishedCount: recorder.unfinishedCount,
    droppedCount: recorder.droppedCount,
    lastEndMs,
    cells: cells.matching({}).map(packCell),
    cellsOverflowed: cells.overflowed,
    tags: tagCells.tags.map((tag) => ({ tag, cells: tagCells.matching(tag).map(packCell) })),
    tagsOverflowed: tagCells.overflowed,
    generatorLateness: generatorLateness?.pack() ?? null,
    stretches: recorder.stretches?.pack() ?? null,
  }
}

/** Adds what a worker recorded of the same load. Histograms add up: nothing is lost or rounded. */
export function absorbRecorder(recorder: Recorder, packed: PackedRecorder): void {
  for (const field of tallies) recorder[field] += packed[field]
  recorder.lastEndMs = Math.max(recorder.lastEndMs, packed.lastEndMs)
  for (const cell of packed.cells)
    absorbCell(recorder.cells.at(cell.phase, cell.agent, cell.messageType), cell)
  for (const { tag, cells } of packed.tags) {
    for (const cell of cells) {
      const own = recorder.tagCells.at(cell.phase, tag)
      if (own) absorbCell(own, cell)
    }
  }
  recorder.cells.overflowed ||= packed.cellsOverflowed
  recorder.tagCells.overflowed ||= packed.tagsOverflowed
  if (packed.generatorLateness)
    recorder.generatorLateness?.add(LatencySeries.unpack(packed.generatorLateness))
  if (packed.stretches) recorder.stretches?.add(packed.stretches)
}

function packCell(cell: Cell): PackedCell {
  const { phase, agent, messageType, succeeded, failed, unfinished, dropped, response, service, lateness } =
    cell
  return {
    phase,
    agent,
    messageType,
    succeeded,
    failed,
    unfinished,
    dropped,
    response: response.pack(),
    service: service === response ? null : service.pack(),
    lateness: lateness?.pack() ?? null,
  }
}

function absorbCell(cell: Cell, packed: PackedCell): void {
  for (const field of counts) cell[field] += packed[field]
  cell.response.add(LatencySeries.unpack(packed.response))
  if (packed.service) cell.service.add(LatencySeries.unpack(packed.service))
  if (packed.lateness) cell.lateness?.add(LatencySeries.unpack(packed.lateness))
}
