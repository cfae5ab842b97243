import { expect, test } from 'vitest'
import type { FaultsMetrics } from '../../../src/model/fault-metrics.ts'
import { PhaseProgress } from '../../../src/record/recovery/phase-progress.ts'
import { judgeRecovery } from '../../../src/run/judge-recovery.ts'
import { runService, timed, upset } from './recovery-support.ts'

const plan = {
  steadyFromMs: 0,
  faultsFromMs: 1_200,
  healAtMs: 2_800,
  untilMs: 4_000,
  within: 0.2,
  windowMs: 400,
}
const nothing = { settings: { fromMs: 0, sliceMs: 20 }, closed: [], due: [] }

const earlyOnes = (faults: FaultsMetrics) => {
  const progress = new PhaseProgress(plan)
  const phases = { plan, progress, knowsInboxes: false, steady: null, liveness: null, completed: false }
  const slices = nothing as unknown as Parameters<typeof judgeRecovery>[2]
  const { unsteady } = judgeRecovery(phases, faults, slices, { leastShare: 1, errors: [] })
  return unsteady.filter((line) => line.includes('while the steady state was measured'))
}

test('a timer that is early by a fraction opens no fault in the steady state; a place in calls may', async () => {
  const { faults } = (await runService({ load: timed, faults: [{ kind: upset({}) }] })).metrics
  const [fault] = faults!.schedule
  const opened = (at: object): FaultsMetrics => ({
    ...faults!,
    schedule: [{ ...fault!, ...at, opened_ms: 1_199.4 }],
  })
  expect(earlyOnes(opened({ at: { ms: 1_200 } }))).toEqual([])
  expect(earlyOnes(opened({ at: { operations: 120 } }))).toHaveLength(1)
})
