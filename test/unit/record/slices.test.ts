import { describe, expect, test } from 'vitest'
import { sliceMsFor } from '../../../src/model/window-slices.ts'
import { emptySlice } from '../../../src/record/slice.ts'
import { Slices, type SlicedLoad } from '../../../src/record/slices.ts'
import { iterationFacts } from '../../support/iteration-facts.ts'

const load: SlicedLoad = { fromMs: 0, warmupMs: 500, model: 'open' }
const settings = { fromMs: 500, sliceMs: 1_000, keepsService: true, keepsLateness: true, keptDueMs: 10_000 }

describe('slices', () => {
  test('hold what ended in them, each from its first moment to before the first of the next', () => {
    const slices = new Slices(settings)
    slices.finish(load, iterationFacts(600), 1_499.9, true)
    slices.finish(load, iterationFacts(600), 1_500, false)
    slices.closeLast()
    expect(slices.closed).toMatchObject([
      { succeeded: 1, failed: 0, oldestMs: 600 },
      { succeeded: 0, failed: 1, oldestMs: 600 },
    ])
  })

  test('tell the three times apart', () => {
    const slices = new Slices(settings)
    slices.finish(load, iterationFacts(600, { startedMs: 610 }), 640, true)
    slices.drop(load, 600, 700)
    slices.closeLast()
    const [{ response, service, lateness } = emptySlice] = slices.closed
    expect([response!.maxUs, response!.count]).toEqual([100_000, 2])
    expect([service!.sumUs, service!.count]).toEqual([30_000, 1])
    expect([lateness!.sumUs, lateness!.count]).toEqual([10_000, 1])
  })

  test('count times of a load from its own beginning', () => {
    const slices = new Slices(settings)
    slices.finish({ ...load, fromMs: 2_000, warmupMs: 0 }, iterationFacts(100), 200, true)
    slices.closeLast()
    expect(slices.closed).toMatchObject([emptySlice, { succeeded: 1, oldestMs: 2_100 }])
  })

  test('hold nothing of the warm-up but what was completed after it', () => {
    const slices = new Slices(settings)
    const warmup = iterationFacts(400, { phase: 'warmup' })
    slices.finish(load, warmup, 499, true)
    slices.unfinish(load, warmup, 600)
    slices.closeLast()
    expect(slices.closed).toEqual([])
    slices.finish(load, warmup, 600, false)
    slices.finish(load, warmup, 600, true)
    slices.finish({ ...load, warmupMs: 700 }, warmup, 650, true)
    slices.closeLast()
    expect(slices.closed).toEqual([{ ...emptySlice, completed: 1 }])
  })

  test('know no lateness of a closed load', () => {
    const slices = new Slices(settings)
    slices.finish(load, iterationFacts(600, { startedMs: 610 }), 640, true)
    slices.finish({ ...load, model: 'closed' }, iterationFacts(600), 640, true)
    slices.closeLast()
    expect(slices.closed[0]!.lateness).toMatchObject({ count: 1, sumUs: 10_000 })
  })

  test('take what is told late into the slice that is open', () => {
    const slices = new Slices(settings)
    slices.closeUntil(2_500)
    slices.finish(load, iterationFacts(600), 2_400, true)
    slices.closeLast()
    expect(slices.closed).toMatchObject([emptySlice, emptySlice, { succeeded: 1 }])
  })

  test('are not kept for longer than a day of the shortest', () => {
    const slices = new Slices({ ...settings, sliceMs: 100 })
    slices.closeUntil(86_400_500)
    expect([slices.closed.length, slices.overflowed]).toEqual([864_000, false])
    slices.closeUntil(86_400_700)
    slices.finish(load, iterationFacts(600), 86_400_700, true)
    expect([slices.closed.length, slices.overflowed]).toEqual([864_000, true])
  })
})

test.each([
  [[], 1_000],
  [[10_000], 1_000],
  [[60_000], 1_000],
  [[1_000], 100],
  [[5_000], 500],
  [[15_000], 500],
  [[3_000], 100],
  [[10_000, 4_000], 200],
])('windows of %o ms are made of slices of %i ms', (lengths, expected) => {
  expect(sliceMsFor({ windows: lengths.map((everyMs) => ({ everyMs })) })).toBe(expected)
})
