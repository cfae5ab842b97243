import { unknownName } from '../foundation/schema.ts'
import type { Problem } from '../foundation/problem.ts'
import { agentsOf, type LoadPlan } from '../model/load-plan.ts'
import type { Budgets, GroupBudgets } from '../model/scenario.ts'

/** Budgets that this plan can never give a figure for. */
export function budgetProblems(budgets: Budgets, plan: LoadPlan): Problem[] {
  return [
    ...latenessProblems(budgets, plan),
    ...phaseProblems(budgets, plan),
    ...agentProblems(budgets, plan),
  ]
}

function latenessProblems(budgets: Budgets, plan: LoadPlan): Problem[] {
  if (plan.model === 'open') return []
  const expected = `an open model: ${plan.executor} starts work when old work ends, so nothing can be late`
  return groupsOf(budgets)
    .filter(([, group]) => group.lateness !== undefined)
    .map(([path]) => ({ path: `${path}lateness`, expected, got: 'a budget on lateness' }))
}

function phaseProblems({ phases }: Budgets, plan: LoadPlan): Problem[] {
  if (!phases?.warmup || plan.warmupMs > 0) return []
  return [{ path: 'budgets.phases.warmup', expected: 'load.warmupMs above 0', got: 'a load without warm-up' }]
}

function agentProblems({ agents }: Budgets, plan: LoadPlan): Problem[] {
  const known = agentsOf(plan)
  return Object.keys(agents ?? {})
    .filter((name) => (name === '*' ? known.length === 0 : !known.includes(name)))
    .map((name) =>
      name === '*'
        ? { path: 'budgets.agents.*', expected: 'a load with agents', got: 'a load without agents' }
        : unknownName(`budgets.agents.${name}`, name, known, 'agent'),
    )
}

function groupsOf(budgets: Budgets): [string, GroupBudgets][] {
  const nested = (['agents', 'messageTypes', 'phases'] as const).flatMap((field) =>
    Object.entries(budgets[field] ?? {}).flatMap(([name, group]): [string, GroupBudgets][] =>
      group ? [[`budgets.${field}.${name}.`, group]] : [],
    ),
  )
  return [['budgets.', budgets], ...nested]
}
