import { expect, test } from 'vitest'
import { afterAwake } from '../../../src/foundation/after-awake.ts'
import { sleep } from '../../../src/foundation/clock.ts'
import { VirtualClock } from '../../../src/foundation/virtual-clock.ts'

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

test('a timer that comes late counts as if it had come in time', async () => {
  const clock = new VirtualClock()
  const { after } = clock
  const fired: number[] = []
  let set = 0
  // The machine stands still for a minute before the second comes.
  clock.after = (delayMs, callback) => after.call(clock, delayMs + (++set === 2 ? 60_000 : 0), callback)
  afterAwake(clock, 3_000, () => fired.push(clock.now()))
  await clock.run(new Promise<void>((resolve) => after.call(clock, 100_000, resolve)))
  expect(fired).toEqual([63_000])
})
