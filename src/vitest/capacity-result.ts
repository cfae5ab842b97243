import type { CapacityProbe } from '../model/capacity.ts'
import type { Cause, Verdict } from '../model/verdict.ts'
import type { RunOutcome } from '../run/run-request.ts'
import { runResultOf, type RunResult } from './run-result.ts'

/** One probe of a search: what came at one rate. */
export interface CapacityPoint {
  /** Starts per second that were planned. */
  readonly ratePerSecond: number
  /** Which probe of the search, from 1. */
  readonly probe: number
  readonly seed: number
  /** Beyond the capacity, `fail` is what is expected. */
  readonly verdict: Verdict
  readonly cause: Cause | null
  /** Budgets and guarantees that were not kept. */
  readonly breached: readonly string[]
  /** Successful iterations per second; null where nothing ran. */
  readonly throughput: number | null
  /** Response times in milliseconds; null without a sample. */
  readonly p50Ms: number | null
  readonly p95Ms: number | null
  readonly p99Ms: number | null
  /** Of the iterations that finished, 0 to 1. */
  readonly successRate: number | null
  /** Of the planned starts, 0 to 1. */
  readonly droppedRate: number | null
  readonly unfinishedRate: number | null
}

/** What a search came to. The rest is of the probe at the capacity, or of the one that decided that there is none. */
export interface CapacityResult extends RunResult {
  /** The highest rate that was offered and kept; null where none can be named: see `verdict`. */
  readonly capacityPerSecond: number | null
  /** The highest rate of the search was kept: the capacity is this or more. */
  readonly atLeast: boolean
  /** Rate against latency: every probe, the lowest rate first. */
  readonly curve: readonly CapacityPoint[]
}

/** Makes the result of a search. As with `runStress`, a verdict that is not `pass` must be looked at. */
export function capacityResultOf(outcome: RunOutcome): CapacityResult {
  const { capacity } = outcome.metrics
  return Object.assign(runResultOf(outcome), {
    capacityPerSecond: capacity?.capacity_per_second ?? null,
    atLeast: capacity?.at_least ?? false,
    curve: (capacity?.curve ?? []).map(pointOf),
  })
}

function pointOf(point: CapacityProbe): CapacityPoint {
  const { probe, seed, verdict, cause, breached, throughput } = point
  return {
    ratePerSecond: point.rate_per_second,
    probe,
    seed,
    verdict,
    cause,
    breached,
    throughput,
    p50Ms: point.p50_ms,
    p95Ms: point.p95_ms,
    p99Ms: point.p99_ms,
    successRate: point.success_rate,
    droppedRate: point.dropped_rate,
    unfinishedRate: point.unfinished_rate,
  }
}
