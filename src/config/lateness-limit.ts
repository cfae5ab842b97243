import type { Budgets } from '../model/scenario.ts'

const leastMs = 10

/** The larger of 10 ms and 10 % of the tightest latency budget: beyond it, lateness would decide the verdict. */
export function latenessLimitMs(budgets: Budgets): number {
  const limits = Object.values(budgets.latency ?? {}).flatMap((limit) => (limit ? [limit.maxMs] : []))
  return limits.length === 0 ? leastMs : Math.max(leastMs, Math.min(...limits) / 10)
}
