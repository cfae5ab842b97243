import type { GroupTimeBudget, ShareBudget } from '../model/custom-budgets.ts'
import type { Budgets } from '../model/scenario.ts'
import type { CheckCounts } from '../record/custom/checks.ts'
import { limitsWithin } from '../record/custom/custom-metric.ts'
import type { GroupTimes } from '../record/custom/groups.ts'
import { kindOf } from '../record/custom/metric-kinds.ts'
import { LatencySeries } from '../record/latency-series.ts'
import type { Recording } from '../record/recording.ts'
import { latencyLimits } from './group-limits.ts'
import type { Limit } from './limit.ts'

/** The limits on what the workload recorded itself: metrics, checks, groups. */
export function customLimits(budgets: Budgets, recording: Recording): Limit[] {
  return [
    ...metricLimits(budgets, recording),
    ...checkLimits(budgets.checks ?? {}, recording),
    ...groupTimeLimits(budgets.groups ?? {}, recording),
  ]
}

/** Who says nothing of a check means that it must hold: the limits on all checks that no budget speaks of. */
export function checksByDefault(budgets: Budgets, recording: Recording): Limit[] {
  const given = budgets.checks ?? {}
  if (Object.hasOwn(given, '*')) return []
  return [...recording.readings.checks]
    .filter(([name]) => !Object.hasOwn(given, name))
    .flatMap(([name, counts]) => limitsOf(name, { min: 1 }, counts))
}

function metricLimits({ metrics = {} }: Budgets, recording: Recording): Limit[] {
  const seconds = (recording.activeMs - recording.readingsFromMs) / 1000
  return Object.entries(metrics).flatMap(([name, budget]) => {
    const summary = recording.readings.metrics.get(name)
    if (summary === undefined || budget === undefined) return []
    const limits = kindOf(summary).limits(summary, budget, seconds)
    return limits.map(({ of, ...limit }) => ({
      ...limit,
      budget: `metrics.${name}${of === '' ? '' : `.${of}`}`,
    }))
  })
}

function checkLimits(budgets: Record<string, ShareBudget>, { readings }: Recording): Limit[] {
  return spread(budgets, [...readings.checks.keys()]).flatMap(([name, budget]) =>
    limitsOf(name, budget, readings.checks.get(name)),
  )
}

/** `'*'` stands for all that came and are not named; where none came, it stays, and finds nothing to be judged by. */
function spread<B>(budgets: Readonly<Record<string, B>>, seen: readonly string[]): [string, B][] {
  const { '*': each, ...named } = budgets
  if (each === undefined) return Object.entries(named)
  const others = seen.filter((name) => !Object.hasOwn(named, name)).map((name): [string, B] => [name, each])
  return [...Object.entries(named), ...(seen.length === 0 ? [['*', each] as [string, B]] : others)]
}

function limitsOf(name: string, budget: ShareBudget, counts: CheckCounts | undefined): Limit[] {
  const { passed = 0, failed = 0 } = counts ?? {}
  const samples = passed + failed
  const english = (count: number): string => count.toLocaleString('en-US')
  const figure = {
    unit: 'ratio' as const,
    actual: samples === 0 ? null : passed / samples,
    samples,
    detail: `${english(passed)} of ${english(samples)} held`,
  }
  return limitsWithin(budget, figure).map((limit) => ({ ...limit, budget: `checks.${name}` }))
}

function groupTimeLimits(budgets: Record<string, GroupTimeBudget>, { readings }: Recording): Limit[] {
  return spread(budgets, [...readings.groups.keys()]).flatMap(([name, budget]) =>
    limitsOfGroup(name, budget, readings.groups.get(name)),
  )
}

function limitsOfGroup(
  name: string,
  { failures, latency }: GroupTimeBudget,
  times: GroupTimes | undefined,
): Limit[] {
  const { series, failed } = times ?? { series: new LatencySeries(), failed: 0 }
  const path = `groups.${name}`
  const limits: Limit[] = latencyLimits(`${path}.latency`, latency, series, '')
  if (failures) {
    const samples = series.count
    const detail = `of ${samples.toLocaleString('en-US')}`
    limits.push({
      budget: `${path}.failures`,
      comparison: 'at most',
      limit: failures.max,
      unit: 'count',
      actual: failed,
      samples,
      detail,
    })
  }
  return limits
}
