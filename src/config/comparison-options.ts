import type { Gate } from '../model/comparison-section.ts'
import type { LatencyMetric } from '../model/scenario.ts'
import type { DeclaredMetrics } from './declared-metrics.ts'
import type { StressOptions } from './stress-options.ts'

/** What variants can be held against each other by, as budgets name it. */
export type ComparedMetricName =
  | 'throughput'
  | 'successRate'
  | `latency.${LatencyMetric}`
  | `serviceTime.${LatencyMetric}`

/** What a variant has of its own; whatever it leaves out is that of all. */
export interface ComparisonVariant<
  Target = unknown,
  Item = unknown,
  Setup = unknown,
  User = unknown,
> extends Pick<
  StressOptions<Target, Item, Setup, User>,
  | 'target'
  | 'setup'
  | 'teardown'
  | 'beforeEachUser'
  | 'afterEachUser'
  | 'observe'
  | 'guarantees'
  | 'faultPoints'
> {
  /** What its iterations run: a function, or a module. @default the workload of the scenario */
  workload?: ((context: never) => unknown) | URL
}

/** A scenario with variants, which take turns in rounds and are held against each other. */
export interface ComparisonOptions<
  Target = unknown,
  Item = unknown,
  Setup = unknown,
  User = unknown,
  Metrics extends DeclaredMetrics = DeclaredMetrics,
> extends Omit<StressOptions<Target, Item, Setup, User, Metrics>, 'kind'> {
  kind: 'comparison'
  /** Two or more, by name; the first is the reference, which the others are held against. */
  variants: Readonly<Record<string, ComparisonVariant<Target, Item, Setup, User>>>
  /** How often each has its turn before the results are looked at. @default 30 */
  rounds?: number
  /** While a gate is undecided, more rounds up to so many; the error rates hold all the same. @default `rounds` */
  maxRounds?: number
  /** Rounds that run first, are judged as all are, and are not compared. @default 1 */
  warmupRounds?: number
  /**
   * What each variant must be beside the reference, by metric: `{ 'latency.p50': 'not worse', throughput: 'equivalent' }`.
   * Undecided is `invalid`. `{}`: it is only reported. @default { 'latency.p50': 'not worse' }
   */
  gate?: { readonly [Name in ComparedMetricName]?: Gate }
  /** Up to so much for the worse, and the inverse of that for the better, is equivalent. @default 0.05 */
  margin?: number
}
