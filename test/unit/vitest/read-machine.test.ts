import { afterEach, expect, test, vi } from 'vitest'
import { readMachine } from '../../../src/vitest/read-machine.ts'

afterEach(() => vi.unstubAllEnvs())

test('without a name a machine is the only one; a label of Vitest names it', () => {
  vi.stubEnv('VITEST_STRESS_MACHINE', '')
  expect(readMachine(undefined)).toBe(null)
  expect(readMachine('')).toBe(null)
  expect(readMachine('linux')).toBe('linux')
})

test('the variable beats the label', () => {
  vi.stubEnv('VITEST_STRESS_MACHINE', '10/12')
  expect(readMachine('linux')).toBe('10/12')
})

test.each(['0/2', '3/2', '2', '1/0', '1 / 2', 'linux', '01/2'])('"%s" is no machine', (text) => {
  vi.stubEnv('VITEST_STRESS_MACHINE', text)
  expect(() => readMachine(undefined)).toThrow(
    `VITEST_STRESS_MACHINE: expected which machine of how many, as "2/3", got "${text}"`,
  )
})
