import { judgedOnHistory } from '../check/find-guarantee.ts'
import type { Problem } from '../foundation/problem.ts'
import { renderValue } from '../foundation/problem.ts'
import { count, oneOf, z } from '../foundation/schema.ts'
import { mostWorkers } from '../load/share-plan.ts'
import type { AssertedGuarantee } from '../model/asserted-guarantee.ts'
import type { ScenarioLoad } from '../model/scenario.ts'
import type { Workers } from '../model/workers.ts'
import { moduleExample } from './module-problems.ts'

const mostCount = 64
const counted = () => count().max(mostCount)

export const workersSchema = z.union(
  [counted(), z.strictObject({ count: counted(), kind: oneOf(['thread', 'process']).default('thread') })],
  { error: `a whole number from 1 to ${mostCount}, or { count, kind: 'thread' | 'process' }` },
)

interface Sharing {
  /** The workload is a module. */
  isModule: boolean
  loads: readonly ScenarioLoad[]
  guarantees: readonly AssertedGuarantee[]
  given: Readonly<Record<string, unknown>>
}

/** `workers` with its defaults, and why this scenario cannot be shared, where it cannot. */
export function resolveWorkers(input: unknown, sharing: Sharing): { value: Workers; problems: Problem[] } {
  const parsed = workersSchema.safeParse(input ?? 1)
  // What is wrong with the option itself is told by the schema of the scenario.
  if (!parsed.success) return { value: { count: 1, kind: 'thread', given: false }, problems: [] }
  const chosen =
    typeof parsed.data === 'number' ? { count: parsed.data, kind: 'thread' as const } : parsed.data
  const value = { ...chosen, given: input !== undefined }
  return { value, problems: value.count > 1 ? problemsOf(value, sharing) : [] }
}

function problemsOf({ count: workers }: Workers, { isModule, loads, guarantees, given }: Sharing): Problem[] {
  const problems: Problem[] = []
  if (!isModule) {
    const expected = `1, or a module in place of the function: ${moduleExample}, whose default export is the workload, and which exports \`target\`, \`setup\`, \`teardown\``
    problems.push({ path: 'workers', expected, got: `${workers}, and a workload that is a function` })
  }
  for (const { name, plan } of loads) {
    const most = mostWorkers(plan)
    if (workers <= most) continue
    const expected = `at most ${most}, because ${name === null ? 'the load' : `load "${name}"`} has no more virtual users, slots or agents to share`
    problems.push({ path: 'workers', expected, got: String(workers) })
  }
  for (const each of guarantees.filter(judgedOnHistory)) {
    const expected = `1 with ${each.label}: its rule is on one history of operations, and each worker sees only its own`
    problems.push({ path: 'workers', expected, got: String(workers) })
  }
  const { history, time, budgets, leaks } = given
  const emitters = (leaks as { emitters?: unknown } | null | undefined)?.emitters
  if (Array.isArray(emitters) && emitters.length > 0) {
    const expected =
      'nothing with several workers: each has emitters of its own, which cannot be named from here'
    problems.push({ path: 'leaks.emitters', expected, got: `${emitters.length} of them` })
  }
  if ((budgets as { tenants?: unknown } | null | undefined)?.tenants !== undefined) {
    const expected = 'nothing with several workers: no load of theirs runs alone'
    problems.push({ path: 'budgets.tenants', expected, got: 'limits' })
  }
  if (history !== undefined && history !== false) {
    const expected = 'nothing with several workers: each sees only its own operations'
    problems.push({ path: 'history', expected, got: renderValue(history) })
  }
  if (loads.some(({ plan }) => plan.findsWarmup)) {
    const expected = 'a number of milliseconds with several workers: each would find its own'
    problems.push({ path: 'load.warmupMs', expected, got: "'auto'" })
  }
  const windows = (budgets as { windows?: unknown } | null | undefined)?.windows
  if (Array.isArray(windows) && windows.length > 0) {
    const expected = 'nothing with several workers: none of them sees a whole window'
    problems.push({ path: 'budgets.windows', expected, got: `${windows.length} of them` })
  }
  if (time === 'virtual')
    problems.push({
      path: 'time',
      expected: 'real time with several workers, because their clocks are their own',
      got: '"virtual"',
    })
  return problems
}
