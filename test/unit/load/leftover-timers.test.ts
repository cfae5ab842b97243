import { expect, test } from 'vitest'
import { sleep } from '../../../src/foundation/clock.ts'
import { driveClosed } from '../../../src/load/drive-closed.ts'
import { Engine } from '../../../src/load/engine.ts'
import { CountingClock } from '../../support/counting-clock.ts'
import { planOf } from '../../support/drive.ts'
import { RecordingSink } from '../../support/recording-sink.ts'

const ramp = { executor: 'ramping-concurrency', stages: [{ durationMs: 10_000, target: 10 }] }
const fallen = {
  executor: 'ramping-concurrency',
  stages: [
    { durationMs: 1_000, target: 2 },
    { durationMs: 0, target: 0 },
    { durationMs: 9_000, target: 0 },
  ],
}
const level = { executor: 'constant-concurrency', concurrency: 3, durationMs: 10_000 }

test.each([
  ['a ramp with users still to come', ramp],
  ['a ramp of which nobody is left', fallen],
  ['users that think', { ...level, thinkTimeMs: { minMs: 4000, maxMs: 5000 } }],
  ['users that keep a pace', { ...level, pacingMs: 5000 }],
])('%s: a load that is stopped leaves no timer behind', async (_, load) => {
  const plan = planOf(load)
  if (plan.model !== 'closed') throw new Error('not a closed plan')
  const clock = new CountingClock()
  const engine = new Engine({
    plan,
    clock,
    sink: new RecordingSink(),
    caller: { call: () => sleep(clock, 10) },
    draw: null,
  })
  const driver = driveClosed(plan, engine)
  await clock.run(sleep(clock, 2000))
  expect(clock.pending).toBeGreaterThan(0)
  driver.stop()
  await clock.run(sleep(clock, 100))
  engine.close(new Error('over'))
  expect(clock.pending).toBe(0)
})
