import { currentIsolation } from '../isolation/isolation.ts'
import type { IsolationMetrics } from '../model/isolation-metrics.ts'

/** What was blocked in the run that is under way; null: nothing was. */
export function isolationSoFar(): IsolationMetrics | null {
  const isolation = currentIsolation()
  const attempts = isolation?.log.blockedSoFar() ?? []
  if (isolation === null || attempts.length === 0) return null
  const violations = attempts.reduce((sum, { count }) => sum + count, 0)
  return {
    strength: isolation.policy.strength,
    surfaces: { ...isolation.surfaces },
    attempts,
    violations,
    leaks: null,
    heap: null,
  }
}
