import type { Problem } from '../foundation/problem.ts'
import { isLevel, type LoadPlan } from '../model/load-plan.ts'
import { mostAutoAgents, shortestAutoMs } from '../record/warmup-slices.ts'

/** What `warmupMs: 'auto'` cannot be asked of: where a level changes by plan, a slow beginning is no warm-up. */
export function autoWarmupProblems(plan: LoadPlan): Problem[] {
  if (!plan.findsWarmup) return []
  const problem = (expected: string): Problem[] => [{ path: 'load.warmupMs', expected, got: "'auto'" }]
  if (isCounted(plan)) return problem(`0, because ${plan.executor} is counted in iterations, not in time`)
  if (!isLevel(plan))
    return problem(
      `a number of milliseconds, because ${plan.executor} changes its level here, which 'auto' cannot tell from warming up`,
    )
  if (plan.plannedMs !== null && plan.plannedMs < shortestAutoMs)
    return problem(
      `a number of milliseconds, because 'auto' needs a durationMs of ${shortestAutoMs} or more, not ${plan.plannedMs}`,
    )
  if (plan.agents.length > mostAutoAgents)
    return problem(
      `a number of milliseconds, because 'auto' takes at most ${mostAutoAgents} agents, not ${plan.agents.length}`,
    )
  return []
}

function isCounted(plan: LoadPlan): boolean {
  return plan.model === 'closed' ? plan.iterationsPerGroup !== null : plan.arrivals.kind === 'times'
}
