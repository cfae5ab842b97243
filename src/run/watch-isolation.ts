import { currentIsolation } from '../isolation/isolation.ts'
import type { IsolationMetrics, LeakMetrics } from '../model/isolation-metrics.ts'

/** Begins to count what a run does beyond its process; the function that is returned ends that. null: nothing is guarded here. */
export function watchIsolation(): (leaks: LeakMetrics[] | null) => IsolationMetrics | null {
  const isolation = currentIsolation()
  isolation?.log.beginRun()
  return (leaks) => {
    if (isolation === null)
      return leaks && { strength: 'open', surfaces: {}, attempts: [], violations: 0, leaks }
    const attempts = isolation.log.endRun()
    return {
      strength: isolation.policy.strength,
      surfaces: { ...isolation.surfaces },
      attempts,
      violations: attempts.reduce((sum, { blocked, count }) => sum + (blocked ? count : 0), 0),
      leaks,
    }
  }
}
