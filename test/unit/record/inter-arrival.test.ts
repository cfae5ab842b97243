import { expect, test } from 'vitest'
import { InterArrivals } from '../../../src/record/inter-arrival.ts'

function arrivals(starts: readonly (readonly [startedMs: number, scheduledMs: number])[]): InterArrivals {
  const series = new InterArrivals()
  for (const [startedMs, scheduledMs] of starts) series.started(startedMs, scheduledMs)
  return series
}

test('evenly spaced starts do not vary, however late they are', () => {
  const even = arrivals([0, 10, 20, 30].map((ms) => [ms + 3, ms] as const))
  expect(InterArrivals.summary([even])).toEqual({
    count: 3,
    avg_ms: 10,
    p50_ms: 10,
    p99_ms: 10,
    max_ms: 10,
    variation: 0,
    planned_variation: 0,
  })
})

test('bursts vary beyond the plan', () => {
  const bursts = arrivals(Array.from({ length: 40 }, (_, index) => [10 * Math.floor(index / 4), 2.5 * index]))
  const { p50_ms, p99_ms, variation, planned_variation } = InterArrivals.summary([bursts])!
  expect([p50_ms, p99_ms, planned_variation]).toEqual([0, 10, 0])
  expect(variation).toBeCloseTo(1.826, 3)
})

test('what the plan varies by itself is told beside it', () => {
  const uneven = arrivals([0, 1, 10, 11, 20].map((ms) => [ms, ms]))
  const { variation, planned_variation } = InterArrivals.summary([uneven])!
  expect(variation).toBe(0.8)
  expect(planned_variation).toBe(0.8)
})

test('a start that waited for a slot parts what is before from what is after', () => {
  const series = arrivals([
    [0, 0],
    [10, 10],
  ])
  series.waited()
  series.started(500, 20)
  series.started(510, 30)
  expect(InterArrivals.summary([series])).toMatchObject({ count: 2, max_ms: 10 })
})

test('loads are put together, and none is null', () => {
  const one = arrivals([
    [0, 0],
    [10, 10],
  ])
  const other = arrivals([
    [3, 3],
    [33, 33],
  ])
  expect(InterArrivals.summary([one, other])).toMatchObject({ count: 2, avg_ms: 20, variation: 0.5 })
  expect(InterArrivals.summary([arrivals([[0, 0]])])).toBeNull()
})

test('starts at one instant vary by nothing', () => {
  expect(InterArrivals.summary([arrivals([0, 0, 0].map(() => [5, 5]))])!.variation).toBe(0)
})
