import type { Problem } from '../foundation/problem.ts'
import type { ScenarioLoad } from '../model/scenario.ts'

/** Ten thousand users, the default, are hardly what was meant to be prepared. */
export function userProblems(loads: readonly ScenarioLoad[], given: Record<string, unknown>): Problem[] {
  return loads.flatMap(({ name, plan }) => {
    const options = name === null ? given['load'] : (given['loads'] as Record<string, unknown>)[name]
    if (plan.model === 'closed' || (options as { maxInFlight?: unknown }).maxInFlight !== undefined) return []
    const path = `${name === null ? 'load' : `loads.${name}`}.maxInFlight`
    const expected =
      'a number: in an open load, virtual users are the slots that iterations run in, and the hooks of a user run for each'
    return [{ path, expected, got: 'nothing' }]
  })
}
