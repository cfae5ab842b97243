import { unknownName } from '../foundation/schema.ts'
import type { Problem } from '../foundation/problem.ts'
import { agentsOfScenario } from '../model/scenario-plan.ts'
import type { Budgets, GroupBudgets, ScenarioLoad } from '../model/scenario.ts'
import { confidenceProblems } from './confidence-problems.ts'
import { tenantProblems } from './tenant-problems.ts'
import { windowProblems } from './window-problems.ts'

type Loads = readonly ScenarioLoad[]

/** Budgets that these loads can never give a figure for. */
export function budgetProblems(budgets: Budgets, loads: Loads): Problem[] {
  return [
    ...latenessProblems(budgets, loads),
    ...phaseProblems(budgets, loads),
    ...agentProblems(budgets, loads),
    ...loadProblems(budgets, loads),
    ...windowProblems(budgets, loads),
    ...confidenceProblems(budgets),
    ...tenantProblems(budgets, loads),
  ]
}

function latenessProblems(budgets: Budgets, loads: Loads): Problem[] {
  return groupsOf(budgets).flatMap(({ path, load, group }) => {
    const judged = loads.filter(({ name }) => load === null || load === '*' || name === load)
    // A load that does not exist is told as such.
    if (group.lateness === undefined || judged.length === 0) return []
    const [first] = judged.filter(({ plan }) => plan.model === 'closed')
    const isOpen = load === '*' ? first === undefined : judged.some(({ plan }) => plan.model === 'open')
    if (isOpen) return []
    const expected = `an open model: ${first!.plan.executor} starts work when old work ends, so nothing can be late`
    return [{ path: `${path}lateness`, expected, got: 'a budget on lateness' }]
  })
}

function phaseProblems({ phases }: Budgets, loads: Loads): Problem[] {
  if (!phases?.warmup || loads.some(({ plan }) => plan.warmupMs > 0)) return []
  const auto = loads.some(({ plan }) => plan.findsWarmup)
  const got = auto ? "warmupMs: 'auto', which may find none" : 'a load without warm-up'
  return [{ path: 'budgets.phases.warmup', expected: 'load.warmupMs above 0', got }]
}

function agentProblems({ agents }: Budgets, loads: Loads): Problem[] {
  const known = agentsOfScenario({ loads })
  return Object.keys(agents ?? {})
    .filter((name) => (name === '*' ? known.length === 0 : !known.includes(name)))
    .map((name) =>
      name === '*'
        ? { path: 'budgets.agents.*', expected: 'a load with agents', got: 'a load without agents' }
        : unknownName(`budgets.agents.${name}`, name, known, 'agent'),
    )
}

function loadProblems({ loads: limited }: Budgets, loads: Loads): Problem[] {
  const known = loads.flatMap(({ name }) => name ?? [])
  return Object.keys(limited ?? {})
    .filter((name) => (name === '*' ? known.length === 0 : !known.includes(name)))
    .map((name) =>
      known.length === 0
        ? { path: `budgets.loads.${name}`, expected: 'loads with names (`loads`)', got: 'one load (`load`)' }
        : unknownName(`budgets.loads.${name}`, name, known, 'load'),
    )
}

interface NestedGroup {
  path: string
  /** The load that it is about; null: all of them. */
  load: string | null
  group: GroupBudgets
}

function groupsOf(budgets: Budgets): NestedGroup[] {
  const fields = ['agents', 'messageTypes', 'loads', 'tags', 'phases'] as const
  const nested = fields.flatMap((field) =>
    Object.entries(budgets[field] ?? {}).flatMap(([name, group]): NestedGroup[] =>
      group ? [{ path: `budgets.${field}.${name}.`, load: field === 'loads' ? name : null, group }] : [],
    ),
  )
  const windows = (budgets.windows ?? []).map((group, index) => ({
    path: `budgets.windows[${index}].`,
    load: null,
    group,
  }))
  return [{ path: 'budgets.', load: null, group: budgets }, ...nested, ...windows]
}
