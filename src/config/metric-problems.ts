import { renderValue, type Problem } from '../foundation/problem.ts'
import { check, unknownName } from '../foundation/schema.ts'
import { metricKinds } from '../record/custom/metric-kinds.ts'

interface Kinded {
  readonly kind: string
}

const kinds = metricKinds.map(({ kind }) => `${kind}()`).join(', ')

/** What is wrong with `metrics` of a scenario, which stand `at` this path. */
export function metricProblems(metrics: Readonly<Record<string, unknown>>, at = 'metrics'): Problem[] {
  const seen = new Map<unknown, string>()
  return Object.entries(metrics).flatMap(([name, metric]): Problem[] => {
    const path = `${at}.${name}`
    if (!metricKinds.some(({ isOne }) => isOne(metric)))
      return [{ path, expected: `a metric: ${kinds}`, got: renderValue(metric) }]
    const other = seen.get(metric)
    seen.set(metric, name)
    if (other === undefined) return []
    return [{ path, expected: 'a metric of its own', got: `the one that is ${at}.${other}` }]
  })
}

/** What is wrong with `budgets.metrics`, given the metrics by their names. */
export function metricBudgetProblems(
  budgets: Readonly<Record<string, unknown>>,
  metrics: Readonly<Record<string, Kinded>>,
): Problem[] {
  const names = Object.keys(metrics)
  return Object.entries(budgets).flatMap(([name, budget]): Problem[] => {
    const path = `budgets.metrics.${name}`
    if (!Object.hasOwn(metrics, name)) {
      if (names.length > 0) return [unknownName(path, name, names, 'metric')]
      return [
        {
          path,
          expected: 'a metric that the scenario names in `metrics`',
          got: 'a scenario without metrics',
        },
      ]
    }
    const kind = metricKinds.find((each) => each.kind === metrics[name]!.kind)
    const checked = check(kind!.budgetSchema, budget, path)
    return checked.ok ? [] : checked.problems
  })
}
