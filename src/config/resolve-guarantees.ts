import { checkerNames, findGuarantee, guaranteeFrom } from '../check/find-guarantee.ts'
import type { Guarantee } from '../check/guarantee.ts'
import { guarantees } from '../check/guarantees.ts'
import type { HistoryChecker } from '../check/history/checker.ts'
import { renderValue, type Problem } from '../foundation/problem.ts'
import { check, unknownName, z, type Checked } from '../foundation/schema.ts'
import type { AssertedGuarantee } from '../model/asserted-guarantee.ts'

/** The list as a whole; `resolveGuarantees` reads what is in it. */
export const guaranteesSchema = z
  .array(z.unknown(), { error: 'a list of guarantees' })
  .min(1, { error: 'at least one guarantee' })

/** Reads what scenarios and matchers name: guarantees by name, and `{ checker, options }`. All problems come at once. */
export function resolveGuarantees(input: unknown, path: string): Checked<AssertedGuarantee[]> {
  const problems: Problem[] = []
  // A copy, because a list may have holes, and those are passed over by what walks it.
  const value = Array.from(Array.isArray(input) ? (input as unknown[]) : []).flatMap((given, index) => {
    const one = resolveOne(given, `${path}[${index}]`)
    if (one.ok) return one.value
    problems.push(...one.problems)
    return []
  })
  return problems.length > 0 ? { ok: false, problems } : { ok: true, value }
}

const names = guarantees.map(({ name }) => name)

const expected = 'the name of a guarantee, or { checker, options }'

function resolveOne(given: unknown, path: string): Checked<AssertedGuarantee> {
  if (typeof given === 'string') return resolveName(given, path)
  try {
    return resolveObject(given, path)
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    return {
      ok: false,
      problems: [{ path, expected, got: `an object that throws when it is read: ${reason}` }],
    }
  }
}

function resolveObject(given: unknown, path: string): Checked<AssertedGuarantee> {
  if (typeof given !== 'object' || given === null || !('checker' in given)) {
    return { ok: false, problems: [{ path, expected, got: renderValue(given) }] }
  }
  const { checker, options = {}, ...others } = given as { checker: unknown; options?: unknown }
  const problems = Object.keys(others).map((name) =>
    unknownName(`${path}.${name}`, name, ['checker', 'options'], 'option'),
  )
  const guarantee = guaranteeOf(checker, `${path}.checker`)
  if (!guarantee.ok) return { ok: false, problems: [...problems, ...guarantee.problems] }
  const checked = check(guarantee.value.optionsSchema, options, `${path}.options`)
  if (!checked.ok) problems.push(...checked.problems)
  if (!checked.ok || problems.length > 0) return { ok: false, problems }
  const definition = typeof checker === 'string' ? null : (checker as object)
  return { ok: true, value: asserted(guarantee.value, checked.value, definition) }
}

function resolveName(name: string, path: string): Checked<AssertedGuarantee> {
  const guarantee = guarantees.find((candidate) => candidate.name === name)
  if (!guarantee) return { ok: false, problems: [unknownName(path, name, names, 'guarantee')] }
  const checked = check(guarantee.optionsSchema, {}, path)
  if (checked.ok) return { ok: true, value: asserted(guarantee, checked.value, null) }
  const needed = checked.problems.map((problem) => problem.path.slice(path.length + 1)).join(', ')
  const problem = { path, expected: `${name}(...) with ${needed}`, got: renderValue(name) }
  return { ok: false, problems: [problem] }
}

function guaranteeOf(checker: unknown, path: string): Checked<Guarantee> {
  if (typeof checker === 'string') {
    const found = checkerNames.includes(checker) ? findGuarantee(checker) : undefined
    if (found) return { ok: true, value: found }
    return { ok: false, problems: [unknownName(path, checker, checkerNames, 'checker')] }
  }
  if (isDefinition(checker)) return { ok: true, value: guaranteeFrom(checker) }
  const expected = 'the name of a checker, or what defineChecker returned'
  return { ok: false, problems: [{ path, expected, got: renderValue(checker) }] }
}

function isDefinition(value: unknown): value is HistoryChecker {
  const { name, check: judge, optionsSchema } = (value ?? {}) as Partial<HistoryChecker>
  return typeof name === 'string' && typeof judge === 'function' && optionsSchema instanceof z.ZodType
}

function asserted(guarantee: Guarantee, options: unknown, definition: object | null): AssertedGuarantee {
  return { name: guarantee.name, label: guarantee.label?.(options) ?? guarantee.name, options, definition }
}
