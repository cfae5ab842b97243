import { InputError } from '../foundation/problem.ts'
import { check, unknownName, type Checked } from '../foundation/schema.ts'
import { behaviorOptionsSchema, type ResolvedBehaviorOptions } from './behavior-options.ts'
import { cases } from './cases.ts'

/** Applies the defaults. Throws `InputError` with every problem. */
export function resolveBehaviorOptions(subject: string, options: unknown): ResolvedBehaviorOptions {
  const checked = checkBehaviorOptions(options, '')
  if (!checked.ok) throw new InputError(subject, checked.problems)
  return checked.value
}

/** The same, for options that stand at `path`. */
export function checkBehaviorOptions(options: unknown, path: string): Checked<ResolvedBehaviorOptions> {
  const checked = check(behaviorOptionsSchema, options ?? {}, path)
  if (!checked.ok) return checked
  const known = cases.map(({ name }) => name)
  const problems = checked.value.knownViolations
    .filter((name) => !known.includes(name))
    .map((name) =>
      unknownName(path === '' ? 'knownViolations' : `${path}.knownViolations`, name, known, 'case'),
    )
  return problems.length === 0 ? checked : { ok: false, problems }
}
