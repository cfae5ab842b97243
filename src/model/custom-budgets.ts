import type { LatencyBudgets } from './scenario.ts'

/** Limits on one figure; at least one of them. */
export interface RangeBudget {
  min?: number | undefined
  max?: number | undefined
}

/** Limits on a share, from 0 to 1; at least one of them. */
export interface ShareBudget {
  min?: number | undefined
  max?: number | undefined
}

/** Limits on a `counter`. */
export interface CounterBudget extends RangeBudget {
  minPerSecond?: number | undefined
  maxPerSecond?: number | undefined
}

/** Limits on a `gauge`: on every level that was noted, and on the last one. */
export interface GaugeBudget extends RangeBudget {
  last?: RangeBudget | undefined
}

/** Limits on a `trend`, by percentile and the like. */
export type TrendBudget = { [figure in `p${number}` | 'min' | 'max' | 'avg']?: RangeBudget | undefined }

/** Limits on a `group`. */
export interface GroupTimeBudget {
  /** How long it took, failures included. */
  latency?: LatencyBudgets | undefined
  failures?: { max: number } | undefined
}
