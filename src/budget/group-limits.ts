import type { LatencyMetric, LoadBudgets, SureLatencyBudgets } from '../model/scenario.ts'
import type { LatencySeries } from '../record/latency-series.ts'
import type { StretchedSeries } from '../record/stretched-series.ts'
import type { Limit } from './limit.ts'
import type { GroupMeasure } from './measure-group.ts'
import { sureLimit } from './sure-limit.ts'

/** What limits on times look at. */
type Times = Pick<LatencySeries, 'count' | 'maxMs' | 'avgMs' | 'percentileMs'> &
  Partial<Pick<LatencySeries, 'ranges'>>

/** What one part of the load, or of its time, came to. */
export interface Figures extends Omit<GroupMeasure, 'response' | 'service' | 'lateness' | 'stretches'> {
  /** Missing where limits have no confidence. */
  stretches?: GroupMeasure['stretches']
  response: Times
  service: Times | null
  lateness: Times | null
}

const thousands = new Intl.NumberFormat('en-US')

/** The limits that `budgets` sets on one part of the load. `prefix` ends in a dot or is empty. */
export function groupLimits(budgets: LoadBudgets, measure: Figures, prefix: string, worst: string): Limit[] {
  const { stretches } = measure
  return [
    ...throughputLimit(budgets, measure),
    ...latencyLimits('latency', budgets.latency, measure.response, worst, stretches?.response),
    ...latencyLimits('serviceTime', budgets.serviceTime, measure.service, '', stretches?.service),
    ...latencyLimits('lateness', budgets.lateness, measure.lateness, '', stretches?.lateness),
    ...countLimits(budgets, measure),
  ].map((limit) => ({ ...limit, budget: prefix + limit.budget }))
}

function throughputLimit({ throughput }: LoadBudgets, measure: Figures): Limit[] {
  if (!throughput) return []
  const seconds = measure.activeMs / 1000
  const samples = measure.succeeded + measure.failed + measure.unfinished + measure.dropped
  return [
    {
      budget: 'throughput',
      comparison: 'at least',
      limit: throughput.minPerSecond,
      unit: 'per second',
      actual: seconds > 0 ? measure.completed / seconds : null,
      samples,
      detail: `${thousands.format(measure.completed)} in ${seconds > 0 ? `${seconds.toFixed(2)} s` : 'no time at all'}`,
    },
  ]
}

/** `name` stands before the percentile: `latency.p99`. */
export function latencyLimits(
  name: string,
  budgets: SureLatencyBudgets | undefined,
  series: Times | null,
  worst: string,
  stretches?: StretchedSeries | null,
): Limit[] {
  return Object.entries(budgets ?? {}).flatMap(([metric, limit]) => {
    if (!limit) return []
    const samples = series?.count ?? 0
    const detail = `${thousands.format(samples)} samples${worst && `; ${worst}`}`
    const actual = series === null ? null : valueOf(series, metric as LatencyMetric)
    const plain: Limit = {
      budget: `${name}.${metric}`,
      comparison: 'at most',
      limit: limit.maxMs,
      unit: 'ms',
      actual,
      samples,
      detail,
    }
    if (limit.confidence === undefined || samples === 0) return [plain]
    const all = { total: series!.ranges?.() ?? [], stretches: stretches?.ranges() ?? [] }
    return [sureLimit(plain, Number(metric.slice(1)), limit, all)]
  })
}

function valueOf(series: Times, metric: LatencyMetric): number | null {
  if (metric === 'max') return series.maxMs
  if (metric === 'avg') return series.avgMs
  return series.percentileMs(Number(metric.slice(1)))
}

function countLimits(budgets: LoadBudgets, measure: Figures): Limit[] {
  const { succeeded, failed, unfinished, dropped } = measure
  const planned = succeeded + failed + unfinished + dropped
  const limits: Limit[] = []
  if (budgets.successRate) {
    const missing = [
      failed > 0 && `${thousands.format(failed)} failed`,
      unfinished > 0 && `${thousands.format(unfinished)} unfinished`,
      dropped > 0 && `${thousands.format(dropped)} dropped`,
    ].filter((part) => part !== false)
    const detail = [`${thousands.format(succeeded)} of ${thousands.format(planned)}`, ...missing].join(', ')
    const actual = planned === 0 ? null : succeeded / planned
    limits.push({
      budget: 'successRate',
      comparison: 'at least',
      limit: budgets.successRate.min,
      unit: 'ratio',
      actual,
      samples: planned,
      detail,
    })
  }
  for (const [budget, actual] of [
    ['failures', failed],
    ['dropped', dropped],
    ['unfinished', unfinished],
  ] as const) {
    const limit = budgets[budget]
    if (!limit) continue
    const detail = `of ${thousands.format(planned)}`
    limits.push({
      budget,
      comparison: 'at most',
      limit: limit.max,
      unit: 'count',
      actual,
      samples: planned,
      detail,
    })
  }
  return limits
}
