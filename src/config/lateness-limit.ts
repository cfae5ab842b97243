import type { GroupBudgets } from '../model/scenario.ts'

const leastMs = 10

/** The larger of 10 ms and 10 % of the tightest latency budget: beyond it, lateness would decide the verdict. */
export function latenessLimitMs(...budgets: readonly (GroupBudgets | undefined)[]): number {
  const limits = budgets.flatMap((group) => Object.values(group?.latency ?? {}))
  const tightestMs = Math.min(...limits.flatMap((limit) => (limit ? [limit.maxMs] : [])))
  return tightestMs === Infinity ? leastMs : Math.max(leastMs, tightestMs / 10)
}
