import { InputError, renderValue } from '../foundation/problem.ts'

/** Whether each stress test is to run twice: `VITEST_STRESS_TWICE=1`. */
export function readTwice(): boolean {
  const text = process.env['VITEST_STRESS_TWICE'] ?? ''
  if (text === '' || text === '0') return false
  if (text === '1') return true
  // By hand: a schema would load zod in every run of Vitest.
  throw new InputError('Environment', [
    { path: 'VITEST_STRESS_TWICE', expected: '1 or 0', got: renderValue(text) },
  ])
}
