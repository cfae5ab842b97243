import type { ScenarioMetrics } from '../model/metrics.ts'

/** Budgets and guarantees that a run did not keep. */
export function breachedIn({ budgets, guarantees }: ScenarioMetrics): string[] {
  const checks = (guarantees?.checks ?? []).map(({ guarantee, verdict }) => ({ name: guarantee, verdict }))
  const limits = (budgets ?? []).map(({ budget, verdict }) => ({ name: budget, verdict }))
  return [...limits, ...checks].flatMap(({ name, verdict }) => (verdict === 'fail' ? [name] : []))
}
