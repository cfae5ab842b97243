import { currentIsolation } from '../isolation/isolation.ts'
import { renderValue, type Problem } from '../foundation/problem.ts'
import { strengths, type Strength } from '../model/isolation-metrics.ts'

/** `asked`: by the scenario. `ofFile`: what its file is run under; null: nothing is guarded there. */
export function isolationProblems(
  asked: Strength | undefined,
  ofFile: Strength | null = currentIsolation()?.policy.strength ?? null,
): Problem[] {
  if (asked === undefined || (asked === 'open' && ofFile === null)) return []
  const got = renderValue(asked)
  if (ofFile === null) {
    const expected = 'guards, which stress() in the Vitest config puts into each process'
    return [{ path: 'isolation', expected, got: `${got} without them` }]
  }
  if (strengths.indexOf(asked) <= strengths.indexOf(ofFile)) return []
  const expected = `at least ${renderValue(ofFile)}, as the file has: a scenario may tighten isolation and never loosen it (the plugin may, or @stress-isolation at the top of the file)`
  return [{ path: 'isolation', expected, got }]
}
