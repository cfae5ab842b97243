import { expect, test } from 'vitest'
import { afterAwake } from '../../../src/foundation/after-awake.ts'
import { sleep } from '../../../src/foundation/clock.ts'
import { VirtualClock } from '../../../src/foundation/virtual-clock.ts'
import { StandingClock } from '../../support/standing-clock.ts'

test.each([0, 400, 1_000, 3_500])('fires once, %d ms from now', async (delayMs) => {
  const clock = new VirtualClock()
  const fired: number[] = []
  afterAwake(clock, delayMs, () => fired.push(clock.now()))
  await clock.run(sleep(clock, 10_000))
  expect(fired).toEqual([delayMs])
})

test.each([500, 2_500])('cancelled after %d ms it never fires', async (afterMs) => {
  const clock = new VirtualClock()
  let fired = 0
  const cancel = afterAwake(clock, 3_000, () => fired++)
  clock.after(afterMs, cancel)
  await clock.run(sleep(clock, 10_000))
  expect(fired).toBe(0)
})

test('what is due while the machine stands still has not been waited for', async () => {
  const clock = new StandingClock()
  const fired: number[] = []
  afterAwake(clock, 3_000, () => fired.push(clock.now()))
  await clock.run(sleep(clock, 100_000))
  expect(fired).toEqual([62_500])
})
