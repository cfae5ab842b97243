import type { IsolationMetrics } from '../model/isolation-metrics.ts'

/** Whether a run did what it must not, or left something behind. */
export function isBroken(isolation: IsolationMetrics | null): boolean {
  return isolation !== null && (isolation.violations > 0 || (isolation.leaks ?? []).length > 0)
}
