import type { FaultsMetrics } from '../model/fault-metrics.ts'
import type { CheckResult } from '../model/metrics.ts'
import type { RecoveryMetrics } from '../model/recovery.ts'
import { judgeSteady } from '../record/recovery/judge-steady.ts'
import { measureReturn, type Return } from '../record/recovery/measure-return.ts'
import { measureSteady, type SteadyState } from '../record/recovery/measure-steady.ts'
import type { Slices } from '../record/slices.ts'
import { describeStuck } from './describe-stuck.ts'
import { judgeLiveness } from './judge-liveness.ts'
import type { SeenPhases } from './recovery-phases.ts'

export interface RecoveryJudgement {
  /** Why the time before the faults was no steady state, as lines for a person. */
  readonly unsteady: readonly string[]
  /** Whether everybody got on after the healing; none where that was not asked. */
  readonly checks: readonly CheckResult[]
  readonly metrics: RecoveryMetrics | null
}

/** From what was seen of the phases to what is said of them. `errors`: troubles of the run. Pure. */
export function judgeRecovery(
  phases: SeenPhases | null,
  faults: FaultsMetrics | null,
  slices: Slices | null,
  { leastShare, errors }: { leastShare: number; errors: readonly string[] },
): RecoveryJudgement {
  if (phases === null || faults === null || slices === null)
    return { unsteady: [], checks: [], metrics: null }
  const { plan, progress, knowsInboxes } = phases
  const steady = measureSteady(slices, plan)
  const stuckBefore = describeStuck(progress.steady.stuck(0), phases.steady?.stuck ?? [], knowsInboxes)
  const unsteady = [
    ...judgeSteady(steady, plan.faultsFromMs - plan.steadyFromMs, leastShare),
    ...stuckBefore.map((who) => `stuck before the faults: ${who}`),
    ...early(faults, plan.faultsFromMs),
  ]
  const metrics = metricsOf(phases, faults, steady, slices)
  const doubt =
    errors.length > 0
      ? 'something went wrong in the run itself'
      : unsteady.length > 0
        ? `it was not steady before the faults either: ${unsteady[0]}`
        : null
  return { unsteady, checks: [judgeLiveness(metrics, doubt)], metrics }
}

/** A place in calls or iterations may come sooner than was thought; one in time was held against it, and its timer may be early by a fraction. */
function early({ schedule }: FaultsMetrics, faultsFromMs: number): string[] {
  return schedule.flatMap(({ id, at, opened_ms }) =>
    opened_ms === null || opened_ms >= faultsFromMs || 'ms' in at
      ? []
      : [
          `fault "${id}" opened at ${Math.round(opened_ms)} ms, while the steady state was measured, to ${faultsFromMs} ms: let it open later`,
        ],
  )
}

/** When the last of those that had an effect was over; null: none had, or one was not over. From no other is there anything to recover. */
function healedMsOf({ schedule }: FaultsMetrics): number | null {
  const opened = schedule.filter(({ opened_ms, fired }) => opened_ms !== null && fired > 0)
  const healed = opened.flatMap(({ healed_ms }) => healed_ms ?? [])
  return opened.length === 0 || healed.length < opened.length ? null : Math.max(...healed)
}

function metricsOf(
  { plan, progress, knowsInboxes, liveness, completed }: SeenPhases,
  faults: FaultsMetrics,
  steady: SteadyState,
  slices: Slices,
): RecoveryMetrics {
  const healedMs = healedMsOf(faults)
  const stuck = describeStuck(progress.liveness.stuck(steady.maxMs ?? 0), liveness?.stuck ?? [], knowsInboxes)
  const back: Return =
    healedMs === null || !completed
      ? unknownReturn(healedMs === null ? 'no fault was opened and healed' : 'the load was over before')
      : measureReturn(slices, plan, steady, healedMs)
  return {
    steady_from_ms: plan.steadyFromMs,
    faults_from_ms: plan.faultsFromMs,
    heal_at_ms: plan.healAtMs,
    until_ms: plan.untilMs,
    within: plan.within,
    window_ms: plan.windowMs,
    steady: {
      samples: steady.samples,
      p99_ms: steady.p99Ms,
      per_second: steady.perSecond,
      least_per_second: steady.leastPerSecond,
    },
    healed_ms: healedMs,
    recovery_ms: back.recoveryMs,
    samples: back.samples,
    p99_ms: back.p99Ms,
    least_per_second: back.leastPerSecond,
    shortfall: back.shortfall,
    progress: completed
      ? {
          from_ms: progress.liveness.fromMs,
          succeeded: progress.liveness.succeeded,
          delivered: liveness && liveness.delivered,
          stuck,
        }
      : null,
  }
}

function unknownReturn(shortfall: string): Return {
  return { recoveryMs: null, samples: 0, p99Ms: null, leastPerSecond: null, shortfall }
}
