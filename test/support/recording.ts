import { Cells } from '../../src/record/cells.ts'
import { TagCells } from '../../src/record/tag-cells.ts'
import { Slices } from '../../src/record/slices.ts'
import type { Recording } from '../../src/record/recording.ts'

const plain = { sliceMs: 1000, keepsService: false, keepsLateness: false, keptDueMs: 60_000 }

export interface Part {
  phase?: 'warmup' | 'steady'
  agent?: string | null
  type?: string | null
  succeeded?: number
  failed?: number
  unfinished?: number
  dropped?: number
  responseMs?: readonly number[]
  serviceMs?: readonly number[]
  latenessMs?: readonly number[]
}

/** A recording of a load that ran 10 s after a warm-up of 2 s, with the parts given. */
export function recordingOf(
  parts: readonly Part[],
  given: Partial<Recording> & { model?: 'open' | 'closed' } = {},
): Recording {
  const { model = 'open', ...more } = given
  const cells = new Cells(model)
  for (const part of parts) {
    const cell = cells.at(part.phase ?? 'steady', part.agent ?? null, part.type ?? null)
    for (const field of ['succeeded', 'failed', 'unfinished', 'dropped'] as const)
      cell[field] += part[field] ?? 0
    for (const ms of part.responseMs ?? []) cell.response.record(ms)
    for (const ms of part.serviceMs ?? []) cell.service.record(ms)
    for (const ms of part.latenessMs ?? []) cell.lateness?.record(ms)
  }
  const total = (field: 'succeeded' | 'failed' | 'unfinished' | 'dropped'): number =>
    parts.reduce((sum, part) => sum + (part[field] ?? 0), 0)
  const tally = {
    started: total('succeeded') + total('failed') + total('unfinished'),
    succeeded: total('succeeded'),
    failed: total('failed'),
    unfinished: total('unfinished'),
    dropped: total('dropped'),
  }
  const activeMs = more.activeMs ?? 12_000
  const warmupMs = more.steadyFromMs ?? 2000
  const tagCells = new TagCells(model)
  const load = {
    name: null,
    model,
    warmupMs,
    foundWarmup: false,
    unsteady: null,
    activeMs,
    cells,
    tagCells,
    generatorLateness: null,
    stretches: null,
    ...tally,
  }
  return {
    loads: [load],
    ...tally,
    activeMs,
    steadyFromMs: warmupMs,
    recovery: null,
    readingsFromMs: warmupMs,
    agents: [],
    failures: [],
    timeline: [],
    slices: new Slices({ ...plain, fromMs: warmupMs }),
    steady: [{ fromMs: warmupMs, toMs: activeMs }],
    late: [],
    cutOff: false,
    queueDepth: null,
    deadLettered: null,
    alone: null,
    memory: null,
    readings: {
      metrics: new Map(),
      checks: new Map(),
      groups: new Map(),
      checksOverflowed: () => false,
      groupsOverflowed: false,
    },
    ...more,
  }
}
