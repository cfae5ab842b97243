import { plannedMsOf, steadyFromMs } from '../model/scenario-plan.ts'
import type { Budgets, Scenario, SureLatencyBudgets } from '../model/scenario.ts'
import type { StretchSettings } from '../record/stretches.ts'

/** So many of a run whose length is known. Ten are needed, of each of its loads. */
const inAll = 128
const shortestMs = 10

/**
 * In which stretches times are kept for limits with a confidence; null where there are none. `judgedLater`: matchers may ask
 * for some, on response times.
 */
export function stretchesFor(scenario: Scenario, judgedLater: boolean): StretchSettings | null {
  const { budgets } = scenario
  const keeps = [
    ...(judgedLater || isSure(budgets, 'latency') ? (['response'] as const) : []),
    ...(isSure(budgets, 'serviceTime') ? (['service'] as const) : []),
    ...(isSure(budgets, 'lateness') ? (['lateness'] as const) : []),
  ]
  if (keeps.length === 0) return null
  const fromMs = steadyFromMs(scenario)
  const plannedMs = plannedMsOf(scenario)
  return { fromMs, widthMs: Math.max(shortestMs, ((plannedMs ?? 0) - fromMs) / inAll), keeps }
}

function isSure(budgets: Budgets, times: 'latency' | 'serviceTime' | 'lateness'): boolean {
  const groups = [budgets, ...Object.values(budgets.loads ?? {})]
  const limits = groups.flatMap((group) => Object.values<SureLatencyBudgets['p99']>(group[times] ?? {}))
  return limits.some((limit) => limit?.confidence !== undefined)
}
