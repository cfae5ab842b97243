import { InputError, renderValue } from '../foundation/problem.ts'
import { check, type Schema, type z } from '../foundation/schema.ts'

/** Parses `options`, and the argument before them as one more. Throws `InputError` with every problem found. */
export function parseDataOptions<S extends Schema>(
  subject: string,
  schema: S,
  argument: Record<string, unknown>,
  options: unknown,
): z.output<S> {
  if (typeof options !== 'object' || options === null) {
    const problem = { path: 'options', expected: 'an object', got: renderValue(options) }
    throw new InputError(subject, [problem])
  }
  const checked = check(schema, { ...options, ...argument }, '')
  if (!checked.ok) throw new InputError(subject, checked.problems)
  return checked.value
}
