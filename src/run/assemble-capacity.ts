import type { CapacityMetrics, CapacityProbe } from '../model/capacity.ts'
import type { CapacitySearch } from '../model/capacity-search.ts'
import type { BudgetResult, ScenarioMetrics } from '../model/metrics.ts'
import type { Cause, Verdict } from '../model/verdict.ts'
import type { RunIdentity } from '../model/wire.ts'
import { bracketOf } from './next-rate.ts'
import type { Probe } from './probe.ts'
import type { RunOutcome } from './run-request.ts'

interface FinishedSearch {
  search: CapacitySearch
  identity: RunIdentity
  /** In the order in which they ran; at least one. */
  probes: readonly Probe[]
  /** The probe that said nothing of its rate, where there was one. */
  endedBy: Probe | null
}

interface Conclusion {
  verdict: Verdict
  cause: Cause | null
  problems: string[]
  capacityPerSecond: number | null
  atLeast: boolean
  /** Whose figures stand for the search. */
  shown: Probe
}

/** What a search came to, as the outcome of one run. Pure. */
export function assembleCapacity(finished: FinishedSearch): RunOutcome {
  const { search, identity, probes } = finished
  const { verdict, cause, problems, shown, capacityPerSecond, atLeast } = conclude(finished)
  const limit = capacityLimit(search, capacityPerSecond, probes.length)
  const missed = limit.some((result) => result.verdict === 'fail')
  const { minPerSecond, maxPerSecond, tolerance } = search.terms
  const capacity: CapacityMetrics = {
    capacity_per_second: capacityPerSecond,
    at_least: atLeast,
    min_per_second: minPerSecond,
    max_per_second: maxPerSecond,
    tolerance,
    probes: probes.length,
    curve: probes
      .map((probe, index) => pointOf(probe, index + 1))
      .sort((a, b) => a.rate_per_second - b.rate_per_second),
  }
  const { metrics } = shown.outcome
  const budgets =
    metrics.budgets === null && limit.length === 0 ? null : [...(metrics.budgets ?? []), ...limit]
  return {
    ...shown.outcome,
    metrics: {
      ...metrics,
      seed: identity.seed,
      verdict: missed ? 'fail' : verdict,
      cause,
      problems,
      budgets,
      capacity,
      started_at: probes[0]!.outcome.metrics.started_at,
    },
  }
}

function conclude({ search, probes, endedBy }: FinishedSearch): Conclusion {
  const unnamed = { capacityPerSecond: null, atLeast: false }
  if (endedBy !== null) {
    const { metrics } = endedBy.outcome
    const problems = metrics.problems.map((problem) => `probe at ${rate(endedBy)}: ${problem}`)
    const verdict = metrics.verdict === 'fail' ? 'fail' : 'invalid'
    return { ...unnamed, verdict, cause: metrics.cause, problems, shown: endedBy }
  }
  const { kept, above } = bracketOf(probes)
  if (above?.finding === 'saturated') {
    const far = kept === null ? 'no lower one was offered' : `no breach was found up to ${rate(kept)}`
    const problems = [
      `no capacity can be named: the load generator could not offer ${rate(above)}, and ${far}`,
      ...above.outcome.metrics.problems,
    ]
    return { ...unnamed, verdict: 'invalid', cause: 'saturated', problems, shown: above }
  }
  if (kept === null) {
    const problems = [`already the lowest rate, ${search.terms.minPerSecond}/s, is above the capacity`]
    return { ...unnamed, verdict: 'fail', cause: null, problems, shown: above! }
  }
  return {
    verdict: 'pass',
    cause: null,
    problems: [],
    capacityPerSecond: kept.ratePerSecond,
    atLeast: above === null,
    shown: kept,
  }
}

function rate({ ratePerSecond }: Probe): string {
  return `${Number(ratePerSecond.toPrecision(4))}/s`
}

/** A capacity that is not known cannot be too low: the verdict says so without it. */
function capacityLimit(
  { minCapacityPerSecond }: CapacitySearch,
  capacityPerSecond: number | null,
  probes: number,
): BudgetResult[] {
  if (minCapacityPerSecond === null || capacityPerSecond === null) return []
  return [
    {
      budget: 'minCapacityPerSecond',
      comparison: 'at least',
      limit: minCapacityPerSecond,
      unit: 'per second',
      actual: capacityPerSecond,
      samples: probes,
      verdict: capacityPerSecond < minCapacityPerSecond ? 'fail' : 'pass',
      detail: `${probes} ${probes === 1 ? 'probe' : 'probes'}`,
    },
  ]
}

function pointOf({ ratePerSecond, seed, outcome: { metrics } }: Probe, probe: number): CapacityProbe {
  const { p50_ms, p95_ms, p99_ms } = metrics.latency_stats
  return {
    rate_per_second: ratePerSecond,
    probe,
    seed,
    verdict: metrics.verdict,
    cause: metrics.cause,
    breached: breachedIn(metrics),
    throughput: metrics.throughput,
    p50_ms,
    p95_ms,
    p99_ms,
    success_rate: metrics.success_rate,
    dropped_rate: shareOfPlan(metrics, metrics.dropped_iterations),
    unfinished_rate: shareOfPlan(metrics, metrics.unfinished_iterations),
  }
}

function breachedIn({ budgets, guarantees }: ScenarioMetrics): string[] {
  const checks = (guarantees?.checks ?? []).map(({ guarantee, verdict }) => ({ name: guarantee, verdict }))
  const limits = (budgets ?? []).map(({ budget, verdict }) => ({ name: budget, verdict }))
  return [...limits, ...checks].flatMap(({ name, verdict }) => (verdict === 'fail' ? [name] : []))
}

function shareOfPlan({ plan }: ScenarioMetrics, count: number): number | null {
  const planned = plan?.planned_iterations ?? null
  return planned === null ? null : count / planned
}
