import { expect, test } from 'vitest'
import { evaluateBudgets } from '../../../src/budget/evaluate-budgets.ts'
import { matchers } from '../../../src/vitest/matchers.ts'
import { runResultOf } from '../../../src/vitest/run-result.ts'
import { runVirtually } from '../../support/virtual-run.ts'

const windows = [{ everyMs: 1_000, throughput: { minPerSecond: 1 } }]

/** As a run with several workers leaves it: without slices. */
async function withoutSlices() {
  const load = { executor: 'constant-arrival-rate', ratePerSecond: 10, durationMs: 2_000 }
  const outcome = await runVirtually({ load }, ({ wait }) => wait(1))
  return { ...outcome, recording: { ...outcome.recording!, slices: null } }
}

test('a matcher refuses windows where none were kept, and its `.not` with it', async () => {
  const result = runResultOf(await withoutSlices())
  expect(() => matchers.toMeetBudgets(result, { windows })).toThrow(
    'budgets.windows: expected nothing: no windows were kept of this run, as of any with several workers, got 1 of them',
  )
  expect(matchers.toMeetBudgets(result, { throughput: { minPerSecond: 1 } }).pass).toBe(true)
})

test('a limit on them is undecided, and no pass', async () => {
  const { recording } = await withoutSlices()
  expect(evaluateBudgets({ windows }, recording)).toMatchObject([
    { verdict: 'invalid', actual: null, detail: 'no windows were kept of this run' },
  ])
})
