import type { Problem } from '../foundation/problem.ts'
import type { Budgets, SureLatencyBudgets } from '../model/scenario.ts'

/** Only of percentiles is known how sure they are. */
export function confidenceProblems(budgets: Budgets): Problem[] {
  return sureLimitsOf(budgets)
    .filter(({ metric }) => !hasInterval(metric))
    .map(({ path, metric, confidence }) => ({
      path,
      expected: 'a percentile between p0 and p100, which alone has an interval',
      got: `${confidence} for ${metric}`,
    }))
}

/** Near the capacity no percentile is surely on one side of its limit. */
export function noConfidence(budgets: Budgets): Problem[] {
  return sureLimitsOf(budgets).map(({ path, confidence }) => ({
    path,
    expected: 'a limit without confidence: near the highest rate, each probe would be undecided',
    got: String(confidence),
  }))
}

interface SureLimit {
  path: string
  metric: string
  confidence: number
}

function sureLimitsOf(budgets: Budgets): SureLimit[] {
  const groups = [
    { path: 'budgets.', group: budgets },
    ...Object.entries(budgets.loads ?? {}).map(([name, group]) => ({
      path: `budgets.loads.${name}.`,
      group,
    })),
  ]
  return groups.flatMap(({ path, group }) =>
    (['latency', 'serviceTime', 'lateness'] as const).flatMap((times) =>
      Object.entries<SureLatencyBudgets['p99']>(group[times] ?? {}).flatMap(([metric, limit]) =>
        limit?.confidence === undefined
          ? []
          : [{ path: `${path}${times}.${metric}.confidence`, metric, confidence: limit.confidence }],
      ),
    ),
  )
}

function hasInterval(metric: string): boolean {
  const percentile = Number(metric.slice(1))
  return metric.startsWith('p') && percentile > 0 && percentile < 100
}
