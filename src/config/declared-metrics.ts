import type { CounterBudget, GaugeBudget, ShareBudget, TrendBudget } from '../model/custom-budgets.ts'
import type { Budgets } from '../model/scenario.ts'
import type { Counter } from '../record/custom/counter.ts'
import type { Gauge } from '../record/custom/gauge.ts'
import type { Rate } from '../record/custom/rate.ts'
import type { Trend } from '../record/custom/trend.ts'

/** What `metrics` of a scenario may hold. */
export type DeclaredMetrics = Readonly<Record<string, Counter | Gauge | Rate | Trend>>

type BudgetOf<Metric> = Metric extends Counter
  ? CounterBudget
  : Metric extends Gauge
    ? GaugeBudget
    : Metric extends Rate
      ? ShareBudget
      : Metric extends Trend
        ? TrendBudget
        : never

/** Budgets of a scenario: each metric that it names takes the limits of its kind. */
export type BudgetsOf<Metrics> = Omit<Budgets, 'metrics'> & {
  /** On the metrics that the scenario names in `metrics`, each by its kind. */
  metrics?: { [Name in keyof Metrics]?: BudgetOf<Metrics[Name]> }
}
