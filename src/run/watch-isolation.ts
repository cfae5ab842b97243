import { currentIsolation } from '../isolation/isolation.ts'
import type { AttemptMetrics, IsolationMetrics, Strength } from '../model/isolation-metrics.ts'
import type { Left } from './left-behind.ts'
import { weakestOf } from './weakest-of.ts'

/**
 * Begins to count what a run does beyond its process, under `strength` where it is not as its file says; the function that
 * is returned ends that, and tells, with what workers tried `elsewhere`, where a surface may be watched less well. null:
 * nothing is guarded here, and no leaks were looked for.
 */
export function watchIsolation(
  strength: Strength | null,
): (left: Left | null, elsewhere?: readonly IsolationMetrics[]) => IsolationMetrics | null {
  const isolation = currentIsolation()
  const before = isolation?.policy.strength
  isolation?.log.beginRun()
  if (isolation && strength !== null) isolation.policy.strength = strength
  return (left, elsewhere = []) => {
    const { leaks, heap } = left ?? { leaks: null, heap: null }
    if (isolation === null)
      return (leaks ?? heap) && { strength: 'open', surfaces: {}, attempts: [], violations: 0, leaks, heap }
    const attempts = sumAttempts([...isolation.log.endRun(), ...elsewhere.flatMap((each) => each.attempts)])
    const { strength: used } = isolation.policy
    isolation.policy.strength = before ?? used
    return {
      strength: used,
      surfaces: weakestOf([isolation.surfaces, ...elsewhere.map(({ surfaces }) => surfaces)]),
      attempts,
      violations: attempts.reduce((sum, { blocked, count }) => sum + (blocked ? count : 0), 0),
      leaks,
      heap,
    }
  }
}

/** The same from the same place is one. */
function sumAttempts(attempts: readonly AttemptMetrics[]): AttemptMetrics[] {
  const sums = new Map<string, AttemptMetrics>()
  for (const attempt of attempts) {
    const { surface, what, where_to, blocked, call_site } = attempt
    const key = JSON.stringify([surface, what, where_to, blocked, call_site])
    const sum = sums.get(key)
    if (sum) sum.count += attempt.count
    else sums.set(key, { ...attempt })
  }
  return [...sums.values()]
}
