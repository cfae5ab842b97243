import type { MemoryMetrics, TimelineSecond, FailureMetrics } from '../model/metrics.ts'
import type { Cells } from './cells.ts'
import type { LatencySeries } from './latency-series.ts'

/** All that was measured of a load, at rest. What budgets and reports are made from. */
export interface Recording {
  readonly model: 'open' | 'closed'
  readonly warmupMs: number
  /** From the start of the load to its last outcome, or to its planned end if that is later. */
  readonly activeMs: number
  /** The agents of the plan, whether they came or not. */
  readonly agents: readonly string[]
  readonly cells: Cells
  readonly generatorLateness: LatencySeries | null
  readonly started: number
  readonly succeeded: number
  readonly failed: number
  readonly unfinished: number
  readonly dropped: number
  readonly failures: readonly FailureMetrics[]
  readonly timeline: readonly TimelineSecond[]
  readonly queueDepth: { max: number; avg: number; end: number } | null
  /** Deliveries that the observed queue gave up on; null where none is observed. */
  readonly deadLettered: number | null
  readonly memory: MemoryMetrics | null
}
