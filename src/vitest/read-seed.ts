import { InputError, renderValue } from '../foundation/problem.ts'

/** The seed in `VITEST_STRESS_SEED`, if there is one. A value that is none is an error: it was meant to replay a run. */
export function readSeed(): number | null {
  const text = process.env['VITEST_STRESS_SEED']
  if (text === undefined || text === '') return null
  const seed = /^-?\d{1,10}$/.test(text) ? Number(text) : Number.NaN
  // By hand: a schema would load zod in every run of Vitest.
  if (seed === (seed | 0)) return seed
  throw new InputError('Environment', [
    { path: 'VITEST_STRESS_SEED', expected: 'a 32-bit integer', got: renderValue(text) },
  ])
}
