import type { z } from '../foundation/schema.ts'
import type { DeclaredMetrics } from './declared-metrics.ts'
import type { searchSchema } from './search-schema.ts'
import type { StressOptions } from './stress-options.ts'

/** What `findCapacity` takes: a scenario without a load, and the rates to search. */
export interface CapacityOptions<
  Target = unknown,
  Item = unknown,
  Setup = unknown,
  User = unknown,
  Metrics extends DeclaredMetrics = DeclaredMetrics,
> extends Omit<
  StressOptions<Target, Item, Setup, User, Metrics>,
  'kind' | 'load' | 'loads' | 'workers' | 'faults' | 'chaos' | 'faultPoints' | 'shrink' | 'budgets'
> {
  /** Which rates to offer, and how: each probe is a `constant-arrival-rate` with a target of its own. */
  search: z.input<typeof searchSchema>
  /**
   * What each probe must keep: one limit at least. Beside what is set here, every iteration must succeed, none may be
   * dropped or stay unfinished, and the throughput must follow the rate, within the tolerance.
   */
  budgets: NonNullable<StressOptions<Target, Item, Setup, User, Metrics>['budgets']>
  /** The least capacity that is good enough: below it the verdict is `fail`. @default any is */
  minCapacityPerSecond?: number
}
