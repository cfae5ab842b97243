import type { BudgetResult } from '../model/metrics.ts'

/** One limit and the figure it is held against. */
export interface Limit {
  /** As it stands in the options: `agents.Agent-3.latency.p99`. */
  budget: string
  comparison: BudgetResult['comparison']
  limit: number
  unit: BudgetResult['unit']
  /** null: there is nothing to judge by. */
  actual: number | null
  samples: number
  detail: string
  /** How sure the figure is; absent: it is taken as it came. */
  uncertainty?: BudgetResult['uncertainty']
}

/** Holds a figure against its limit. Without samples the result is `invalid`: nothing passes by absence. */
export function judgeLimit(limit: Limit): BudgetResult {
  const { actual, comparison } = limit
  if (actual === null || limit.samples === 0) return { ...limit, actual: null, verdict: 'invalid' }
  if (limit.uncertainty) {
    const { outcome } = limit.uncertainty
    return { ...limit, verdict: outcome === 'undecided' ? 'invalid' : outcome }
  }
  const kept = comparison === 'at most' ? actual <= limit.limit : actual >= limit.limit
  return { ...limit, verdict: kept ? 'pass' : 'fail' }
}
