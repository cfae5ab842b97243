import { expect, test } from 'vitest'
import { matchers } from '../../../src/vitest/matchers.ts'
import { runResultOf } from '../../../src/vitest/run-result.ts'
import { compareVirtually, server } from '../../support/comparison.ts'

test('what is asked of a comparison only afterwards is not taken for kept because one of its runs keeps it', async () => {
  const variants = { fast: { target: server(10) }, slow: { target: server(50) } }
  const metrics = await compareVirtually({ rounds: 8, gate: {}, variants })
  const result = runResultOf({ metrics, recording: null, evidence: null })
  expect(matchers.toMeetBudgets(result).pass).toBe(true)
  expect(() => matchers.toMeetBudgets(result, { latency: { p50: { maxMs: 20 } } })).toThrow(
    'expected nothing: in the options of the comparison it is asked of each of its runs',
  )
  expect(() => matchers.toKeepGuarantees(result, ['atLeastOnce'])).toThrow('in the options of the comparison')
})
