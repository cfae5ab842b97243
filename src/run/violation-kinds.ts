import type { ScenarioMetrics } from '../model/metrics.ts'

const ledgerClasses = ['lost', 'duplicated', 'unexpected', 'phantom', 'misrouted'] as const
/** Of guarantees that are judged on the ledger, what each of them forbids. */
const forbiddenBy: Readonly<Record<string, readonly (typeof ledgerClasses)[number][]>> = {
  atLeastOnce: ['lost', 'unexpected', 'phantom'],
  atMostOnce: ['duplicated', 'unexpected', 'phantom'],
  exactlyOnce: ['lost', 'duplicated', 'unexpected', 'phantom'],
  exclusiveInbox: ['misrouted'],
}

/** What a run that failed was wrong in, most telling first: `atLeastOnce: lost`, `lease(500 ms)`, `budget latency.p99`. */
export function violationKinds({ verdict, guarantees, budgets }: ScenarioMetrics): string[] {
  if (verdict !== 'fail') return []
  const ofGuarantees = (guarantees?.checks ?? [])
    .filter((check) => check.verdict === 'fail')
    .flatMap(({ guarantee }) => {
      const seen = (forbiddenBy[guarantee] ?? []).filter((each) => (guarantees?.ledger?.[each] ?? 0) > 0)
      return seen.length > 0 ? seen.map((each) => `${guarantee}: ${each}`) : [guarantee]
    })
  const ofBudgets = (budgets ?? [])
    .filter((budget) => budget.verdict === 'fail')
    .map(({ budget }) => `budget ${budget}`)
  return [...ofGuarantees, ...ofBudgets]
}
