import { InputError } from '../foundation/problem.ts'
import { check, z } from '../foundation/schema.ts'

const expected = 'which machine of how many, as "2/3"'
const machineSchema = z.string().refine((text) => {
  const [, index, count] = /^([1-9]\d{0,5})\/([1-9]\d{0,5})$/.exec(text) ?? []
  return index !== undefined && Number(index) <= Number(count)
}, expected)

/**
 * Which machine this is, where several run the same files: `VITEST_STRESS_MACHINE`, else the label that Vitest 5 gives
 * its reports; null for neither.
 */
export function readMachine(label: string | undefined): string | null {
  const text = process.env['VITEST_STRESS_MACHINE']
  if (text === undefined || text === '') return label || null
  const checked = check(machineSchema, text, 'VITEST_STRESS_MACHINE')
  if (!checked.ok) throw new InputError('Environment', checked.problems)
  return checked.value
}
