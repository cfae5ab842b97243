import type { Problem } from '../foundation/problem.ts'
import { unknownName } from '../foundation/schema.ts'
import type { Budgets, ScenarioLoad } from '../model/scenario.ts'

/** How many runs a scenario is: one, and one of each load alone where budgets ask for that. */
export function runsFor({ tenants }: Budgets, loads: readonly ScenarioLoad[]): number {
  return tenants === undefined ? 1 : loads.length + 1
}

/** What is wrong with `budgets.tenants`, given the loads. */
export function tenantProblems({ tenants }: Budgets, loads: readonly ScenarioLoad[]): Problem[] {
  if (tenants === undefined) return []
  const path = 'budgets.tenants'
  const names = loads.flatMap(({ name }) => name ?? [])
  if (names.length < 2) {
    const got = names.length === 0 ? 'one `load`' : 'one load'
    return [{ path, expected: 'two loads or more (`loads`), each of them a tenant', got }]
  }
  const { p99Ratio, jain } = tenants
  if (p99Ratio === undefined && jain === undefined)
    return [{ path, expected: 'a limit: p99Ratio or jain', got: 'none' }]
  const except = p99Ratio?.except ?? []
  const problems = except.flatMap((name, index) =>
    names.includes(name) ? [] : [unknownName(`${path}.p99Ratio.except[${index}]`, name, names, 'load')],
  )
  if (names.every((name) => except.includes(name)))
    problems.push({ path: `${path}.p99Ratio.except`, expected: 'a load that is judged', got: 'all of them' })
  return problems
}
