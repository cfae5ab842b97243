import type { LoadPlan } from '../model/load-plan.ts'
import { Cells, maxCells, type Cell } from './cells.ts'
import { judgeWarmup } from './judge-warmup.ts'
import { LatencySeries } from './latency-series.ts'
import { maxTags, TagCells } from './tag-cells.ts'
import { warmupSlices } from './warmup-slices.ts'

/** Where iterations are booked: by their parts, and by their tags. */
export interface Books {
  readonly cells: Cells
  readonly tagCells: TagCells
}

/** Keeps the first half of a load apart, slice by slice, until it is known which of that was warm-up. */
export class WarmupSearch {
  declare private readonly _sliceMs: number
  declare private readonly _firstHalf: readonly Books[]
  declare private readonly _response: readonly LatencySeries[]

  constructor(plan: LoadPlan) {
    const { count, sliceMs } = warmupSlices(plan)
    this._sliceMs = sliceMs
    this._firstHalf = Array.from({ length: count }, () => ({
      cells: new Cells(plan.model, Math.ceil((2 * maxCells) / count)),
      tagCells: new TagCells(plan.model, Math.ceil((5 * maxTags) / count)),
    }))
    this._response = Array.from({ length: 2 * count }, () => new LatencySeries())
  }

  /** Where an iteration of that time is booked; null: it is steady whatever is found. */
  booksAt(scheduledMs: number): Books | null {
    return this._firstHalf[Math.floor(scheduledMs / this._sliceMs)] ?? null
  }

  record(scheduledMs: number, responseMs: number): void {
    const last = this._response.length - 1
    this._response[Math.min(last, Math.floor(scheduledMs / this._sliceMs))]!.record(responseMs)
  }

  /** Books all that was kept apart, each part under its phase. How long the warm-up was, and what speaks against it. */
  conclude({ cells, tagCells }: Books): { warmupMs: number; problem: string | null } {
    const { slices, problem } = judgeWarmup(this._response.map((series) => series.percentileMs(50)))
    for (const [slice, books] of this._firstHalf.entries()) {
      const phase = slice < slices ? 'warmup' : 'steady'
      for (const cell of books.cells.matching({}))
        addCell(cells.at(phase, cell.agent, cell.messageType), cell)
      for (const tag of books.tagCells.tags) {
        const into = tagCells.at(phase, tag)
        for (const cell of books.tagCells.matching(tag)) if (into !== null) addCell(into, cell)
      }
      cells.overflowed ||= books.cells.overflowed
      tagCells.overflowed ||= books.tagCells.overflowed
    }
    return { warmupMs: slices * this._sliceMs, problem }
  }
}

function addCell(into: Cell, cell: Cell): void {
  for (const field of ['succeeded', 'failed', 'unfinished', 'dropped'] as const) into[field] += cell[field]
  into.response.add(cell.response)
  // In a closed model they are one.
  if (cell.lateness === null) return
  into.service.add(cell.service)
  into.lateness?.add(cell.lateness)
}
