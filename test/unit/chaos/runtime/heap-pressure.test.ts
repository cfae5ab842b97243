import { expect, test } from 'vitest'
import { HeapPressure } from '../../../../src/chaos/runtime/heap-pressure.ts'
import { sleep } from '../../../../src/foundation/clock.ts'
import { VirtualClock } from '../../../../src/foundation/virtual-clock.ts'
import { heldHeapBytes } from '../../../support/collect-heap.ts'

const mebibyte = 2 ** 20

test('holds the ballast that was asked for, and lets go of all of it', async () => {
  const clock = new VirtualClock()
  const pressure = new HeapPressure(clock)
  const before = heldHeapBytes()
  await clock.run(pressure.build({ ballastMb: 32, churnMbPerSecond: 0 }, new AbortController().signal))
  const heldMb = (heldHeapBytes() - before) / mebibyte
  expect(heldMb).toBeGreaterThan(31)
  expect(heldMb).toBeLessThan(34)
  expect(pressure.heldMb).toBe(32)
  pressure.release()
  expect(pressure.heldMb).toBe(0)
  expect((heldHeapBytes() - before) / mebibyte).toBeLessThan(2)
})

test('makes garbage at the rate that was asked for, until it is released', async () => {
  const clock = new VirtualClock()
  const pressure = new HeapPressure(clock)
  await clock.run(pressure.build({ ballastMb: 0, churnMbPerSecond: 15 }, new AbortController().signal))
  await clock.run(sleep(clock, 2_000))
  expect(pressure.churnedMb).toBeGreaterThanOrEqual(29)
  expect(pressure.churnedMb).toBeLessThanOrEqual(30)
  pressure.release()
  await clock.run(sleep(clock, 2_000))
  expect(pressure.churnedMb).toBeLessThanOrEqual(30)
})

test('stops building where the fault is healed meanwhile', async () => {
  const clock = new VirtualClock()
  const healed = new AbortController()
  const pressure = new HeapPressure(clock)
  const building = pressure.build({ ballastMb: 1_000, churnMbPerSecond: 5 }, healed.signal)
  healed.abort()
  await clock.run(building)
  await clock.run(sleep(clock, 1_000))
  expect(pressure.heldMb).toBeLessThan(10)
  expect(pressure.churnedMb).toBe(0)
})
