import { renderValue, type Problem } from '../foundation/problem.ts'
import { seededRandom } from '../foundation/random.ts'
import { millisecondsFromZero, type Checked } from '../foundation/schema.ts'
import type { Budgets, ScenarioLoad } from '../model/scenario.ts'
import { latenessLimitMs } from './lateness-limit.ts'
import { resolveLoad } from './resolve-load.ts'

/** Options of one load among several. */
export const placingFields = {
  startAfterMs: millisecondsFromZero().default(0).describe('the load begins so long after the scenario did'),
}

/** The figures of each are kept apart, and take memory. */
const mostLoads = 20

interface Given {
  load: unknown
  loads: unknown
  seed: number
  budgets: Budgets
  /** `health.latenessMs`; undefined: from the budgets. */
  latenessMs: number | undefined
}

/** Parses `load`, or each of `loads`, and makes their plans. All problems come at once. */
export function resolveLoads({ load, loads, ...rest }: Given): Checked<ScenarioLoad[]> {
  if (loads === undefined) return resolveOne(load, rest, null)
  const problems: Problem[] = []
  if (load !== undefined)
    problems.push({ path: 'load', expected: 'nothing beside `loads`', got: renderValue(load) })
  if (typeof loads !== 'object' || loads === null || Array.isArray(loads)) {
    const expected = 'an object of loads by name: { steady: { executor: ... }, ... }'
    return { ok: false, problems: [...problems, { path: 'loads', expected, got: renderValue(loads) }] }
  }
  const entries = Object.entries(loads as Record<string, unknown>)
  problems.push(...nameProblems(entries.map(([name]) => name)))
  const resolved = entries.flatMap(([name, each]) => {
    const one = resolveOne(each, rest, name)
    if (one.ok) return one.value
    problems.push(...one.problems)
    return []
  })
  return problems.length > 0 ? { ok: false, problems } : { ok: true, value: resolved }
}

function nameProblems(names: readonly string[]): Problem[] {
  const problems: Problem[] = []
  if (names.length === 0 || names.length > mostLoads) {
    const got = names.length === 0 ? 'none' : `${names.length}`
    problems.push({ path: 'loads', expected: `1 to ${mostLoads} loads`, got })
  }
  for (const name of names) {
    if (/^[\w][\w .:/-]{0,99}$/.test(name)) continue
    const expected =
      'a name that begins with a letter, a digit or _ and has at most 100 of these, spaces and .:/-'
    problems.push({ path: `loads.${name}`, expected, got: renderValue(name) })
  }
  return problems
}

function resolveOne(
  input: unknown,
  { seed, budgets, latenessMs }: Omit<Given, 'load' | 'loads'>,
  name: string | null,
): Checked<ScenarioLoad[]> {
  const resolved =
    name === null ? resolveLoad(input, seed) : resolveLoad(input, seedOf(seed, name), placingFields)
  if (!resolved.ok) {
    const problems = name === null ? resolved.problems : resolved.problems.map((each) => within(each, name))
    return { ok: false, problems }
  }
  const { plan, options } = resolved.value
  const own = name === null ? [] : [budgets.loads?.[name], budgets.loads?.['*']]
  return {
    ok: true,
    value: [
      {
        name,
        plan,
        startAfterMs: (options['startAfterMs'] as number | undefined) ?? 0,
        latenessLimitMs: latenessMs ?? latenessLimitMs(budgets, ...own, ...(budgets.windows ?? [])),
        options,
      },
    ],
  }
}

/** Two loads of one rate must not arrive together. */
function seedOf(seed: number, name: string): number {
  return seededRandom(seed)
    .fork(`load ${name}`)
    .integer(-(2 ** 31), 2 ** 31 - 1)
}

function within(problem: Problem, name: string): Problem {
  return { ...problem, path: problem.path.replace(/^load\b/, `loads.${name}`) }
}
