import { InputError, renderValue } from '../foundation/problem.ts'

/**
 * Which machine this is, where several run the same files: `VITEST_STRESS_MACHINE`, else the label that Vitest 5 gives
 * its reports; null for neither.
 */
export function readMachine(label: string | undefined): string | null {
  const text = process.env['VITEST_STRESS_MACHINE']
  if (text === undefined || text === '') return label || null
  // By hand: a schema would load zod in every run of Vitest.
  const [, index, count] = /^([1-9]\d{0,5})\/([1-9]\d{0,5})$/.exec(text) ?? []
  if (index !== undefined && Number(index) <= Number(count)) return text
  const expected = 'which machine of how many, as "2/3"'
  throw new InputError('Environment', [{ path: 'VITEST_STRESS_MACHINE', expected, got: renderValue(text) }])
}
