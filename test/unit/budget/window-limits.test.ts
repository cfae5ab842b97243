import { expect, test } from 'vitest'
import { windowLimits } from '../../../src/budget/window-limits.ts'
import { Slices } from '../../../src/record/slices.ts'
import { iterationFacts } from '../../support/iteration-facts.ts'

test('a window that begins before it is known what was due has what ended there', () => {
  const settings = { fromMs: 0, sliceMs: 1_000, keepsService: false, keepsLateness: false, keptDueMs: 2_000 }
  const slices = new Slices(settings)
  const load = { fromMs: 0, warmupMs: 0, model: 'open' as const }
  for (let ms = 0; ms < 9_900; ms += 100) slices.finish(load, iterationFacts(ms), ms + 10, true)
  slices.finish(load, iterationFacts(9_900), 12_000, false)
  slices.closeLast()
  const windows = [{ everyMs: 5_000, successRate: { min: 0.99 } }]
  const [limit] = windowLimits(windows, {
    slices,
    steady: [{ fromMs: 0, toMs: 10_000 }],
    late: [],
    cutOff: false,
  })
  expect(limit).toMatchObject({
    samples: 50,
    actual: 0.98,
    detail: '49 of 50, 1 failed; worst due at 5-10 s',
  })
})
