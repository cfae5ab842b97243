import { InputError } from '../foundation/problem.ts'
import { check, z } from '../foundation/schema.ts'

const seedSchema = z
  .string()
  .regex(/^-?\d{1,10}$/, { error: 'a 32-bit integer' })
  .transform(Number)
  .pipe(z.int32({ error: 'a 32-bit integer' }))

/** The seed in `VITEST_STRESS_SEED`, if there is one. A value that is none is an error: it was meant to replay a run. */
export function readSeed(): number | null {
  const text = process.env['VITEST_STRESS_SEED']
  if (text === undefined || text === '') return null
  const checked = check(seedSchema, text, 'VITEST_STRESS_SEED')
  if (!checked.ok) throw new InputError('Environment', checked.problems)
  return checked.value
}
