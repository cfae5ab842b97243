import type { MemoryMetrics, TimelineSecond, FailureMetrics } from '../model/metrics.ts'
import type { RecoveryMetrics } from '../model/recovery.ts'
import type { Cells } from './cells.ts'
import type { InstrumentReadings } from './custom/instruments.ts'
import type { LatencySeries } from './latency-series.ts'
import type { LateSecond } from './latest-in.ts'
import type { Slices } from './slices.ts'
import type { Stretches } from './stretches.ts'
import type { TagCells } from './tag-cells.ts'

/** Iterations by what became of them. */
export interface Tally {
  readonly started: number
  readonly succeeded: number
  readonly failed: number
  readonly unfinished: number
  readonly dropped: number
}

/** From when to when one load was past its warm-up and asked for work, from the beginning of the run. */
export interface SteadySpan {
  readonly fromMs: number
  readonly toMs: number
}

/** What was measured of one load. */
export interface LoadRecording extends Tally {
  /** null for the only one. */
  readonly name: string | null
  readonly model: 'open' | 'closed'
  readonly warmupMs: number
  /** The warm-up was found, not given. */
  readonly foundWarmup: boolean
  /** Why no part of it can be taken for steady, as a line for a person; null: nothing speaks against it. */
  readonly unsteady: string | null
  /** From the start of this load to its last outcome, or to its planned end if that is later. */
  readonly activeMs: number
  readonly cells: Cells
  readonly tagCells: TagCells
  readonly generatorLateness: LatencySeries | null
  /** null: none were kept. */
  readonly stretches: Stretches | null
}

/** A load in a run of its own. */
export interface AloneFigures {
  /** 99th percentile of its response time, in ms; null: that run was not sound, or without a sample. */
  readonly p99Ms: number | null
  /** Why it was not sound. */
  readonly trouble: string | null
}

/** All that was measured of a run, at rest. What budgets and reports are made from. The tally is of all loads. */
export interface Recording extends Tally {
  /** At least one. */
  readonly loads: readonly LoadRecording[]
  /** From the start of the run's first load to the last outcome of any, or to the planned end if that is later. */
  readonly activeMs: number
  /** When the first load was past its warm-up. */
  readonly steadyFromMs: number
  /** When what the workload recorded itself began to count: a warm-up that was found later is part of it. */
  readonly readingsFromMs: number
  /** The agents of the plans, whether they came or not. */
  readonly agents: readonly string[]
  readonly failures: readonly FailureMetrics[]
  readonly timeline: readonly TimelineSecond[]
  /** The steady phase in short slices, which windows of time are made of; null: none were kept. */
  readonly slices: Pick<Slices, 'settings' | 'closed' | 'due' | 'neverStarted' | 'overflowed'> | null
  /** Of each load. The end: as planned, or by the abort; of a counted load, its last start. */
  readonly steady: readonly SteadySpan[]
  /** When the generator was late. */
  readonly late: readonly LateSecond[]
  /** A window that missed a limit ended it at that time. */
  readonly cutOff: boolean
  readonly queueDepth: { max: number; avg: number; end: number } | null
  /** Deliveries that the observed queue gave up on; null where none is observed. */
  readonly deadLettered: number | null
  readonly memory: MemoryMetrics | null
  /** What each load was in a run alone, by its name; null: none ran alone. */
  readonly alone: ReadonlyMap<string, AloneFigures> | null
  /** What the workload recorded itself. */
  readonly readings: InstrumentReadings
  /** How it came back after faults; null: that was not asked. */
  readonly recovery: RecoveryMetrics | null
}

/** The distinct names that came, in the order they first came, load by load. */
export function namesSeen({ loads }: Recording, kind: 'agents' | 'messageTypes' | 'tags'): string[] {
  const of = ({ cells, tagCells }: LoadRecording): readonly string[] =>
    kind === 'agents' ? cells.agents() : kind === 'messageTypes' ? cells.messageTypes() : tagCells.tags
  return [...new Set(loads.flatMap(of))]
}
