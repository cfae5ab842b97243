import { expect, test } from 'vitest'
import { driveClosed } from '../../../src/load/drive-closed.ts'
import { driveOpen } from '../../../src/load/drive-open.ts'
import { Engine } from '../../../src/load/engine.ts'
import { CountingClock } from '../../support/counting-clock.ts'
import { planOf } from '../../support/drive.ts'
import { RecordingSink } from '../../support/recording-sink.ts'

const hang = (): Promise<never> => new Promise(() => {})

// A timeout frees a slot, and the work that takes it looks for a sweep to be set: there must not be one for each.
test.each([
  {
    executor: 'constant-arrival-rate',
    ratePerSecond: 1000,
    durationMs: 60,
    maxInFlight: 1,
    iterationTimeoutMs: 10,
  },
  { executor: 'shared-iterations', iterations: 60, concurrency: 1, iterationTimeoutMs: 10 },
])('$executor: however many iterations time out, one sweep is set', async (load) => {
  const plan = planOf(load)
  const clock = new CountingClock()
  const sink = new RecordingSink()
  const engine = new Engine({ plan, clock, sink, caller: { call: hang }, draw: null })
  const driver = plan.model === 'open' ? driveOpen(plan, engine) : driveClosed(plan, engine)
  let most = 0
  const watch = (): void => {
    most = Math.max(most, clock.pending)
    clock.after(5, watch)
  }
  watch()
  await clock.run(driver.allStarted.then(() => engine.idle()))
  // The sweep, the driver's own timer, and the one that watches here.
  expect(most).toBeLessThanOrEqual(3)
  driver.stop()
  engine.close(new Error('over'))
  expect(clock.pending).toBe(1)
})
