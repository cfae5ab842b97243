import type { Clock } from '../foundation/clock.ts'
import { InputError, type Problem } from '../foundation/problem.ts'
import type { Random } from '../foundation/random.ts'
import { check, custom, type Schema, type z } from '../foundation/schema.ts'

/** A timer above this fires at once instead (it overflows 32 bits), so no wait may be longer. About 24.8 days. */
export const LONGEST_WAIT_MS = 2 ** 31 - 1

/** Parses the options of `subject`. Throws `InputError` with every problem found. */
export function parseOptions<S extends Schema>(subject: string, schema: S, options: unknown): z.output<S> {
  const result = check(schema, options, '')
  if (!result.ok) throw new InputError(subject, result.problems.map(nameRoot))
  return result.value
}

/** A wait in milliseconds that a timer can do: from `least` to about 24.8 days. */
export const waitMs = (least: 0 | 1) =>
  custom<number>(
    `a number of milliseconds from ${least} to ${LONGEST_WAIT_MS}`,
    (value) => typeof value === 'number' && value >= least && value <= LONGEST_WAIT_MS,
  )

export const clockSchema = custom<Clock>('a clock', (value) => hasMethods(value, ['now', 'after', 'yield']))
export const randomSchema = custom<Random>('a seeded random', (value) =>
  hasMethods(value, ['next', 'integer', 'fork']),
)

/** Whether `value` is an object whose members of these names are functions. */
export function hasMethods(value: unknown, names: readonly string[]): boolean {
  return (
    typeof value === 'object' &&
    value !== null &&
    names.every((name) => typeof Reflect.get(value, name) === 'function')
  )
}

function nameRoot(problem: Problem): Problem {
  return problem.path === '' ? { ...problem, path: 'options' } : problem
}
