import { InputError, renderValue } from '../foundation/problem.ts'

const modes = ['write', 'check', 'off'] as const

/** What `VITEST_STRESS_BASELINE` asks for; null: it is not set, and the plugin's option holds. */
export function readBaselineMode(): (typeof modes)[number] | null {
  const text = process.env['VITEST_STRESS_BASELINE']
  if (text === undefined || text === '') return null
  // By hand: a schema would load zod in every run of Vitest.
  const mode = modes.find((each) => each === text)
  if (mode !== undefined) return mode
  const expected = '"write", "check" or "off"'
  throw new InputError('Environment', [{ path: 'VITEST_STRESS_BASELINE', expected, got: renderValue(text) }])
}
