import type { IntervalHistogram } from 'node:perf_hooks'
import { expect, test } from 'vitest'
import { delaysOf } from '../../../src/record/loop-delay.ts'

/** As Node's, of delays in ms; the sampling interval is in its figures. */
function histogramOf(delays: readonly number[]): IntervalHistogram {
  const sorted = delays.map((ms) => (ms + 10) * 1e6).sort((a, b) => a - b)
  const percentile = (share: number): number =>
    sorted[Math.max(0, Math.ceil((share / 100) * sorted.length) - 1)]!
  return { count: sorted.length, max: sorted.at(-1)!, percentile } as unknown as IntervalHistogram
}
const calm = (count: number): number[] => Array.from({ length: count }, () => 1)

test('the sampling interval is not the delay', () => {
  expect(delaysOf(histogramOf([1, 2, 4]))).toEqual({ p50_ms: 2, p99_ms: 2, max_ms: 4 })
  expect(delaysOf(histogramOf([-1]))).toEqual({ p50_ms: 0, p99_ms: 0, max_ms: 0 })
})

test.each([2, 10, 60, 97, 99])('of %d samples, one hiccup is no habit, two are', (count) => {
  expect(delaysOf(histogramOf([...calm(count - 1), 40]))).toMatchObject({ p99_ms: 1, max_ms: 40 })
  expect(delaysOf(histogramOf([...calm(count - 2), 40, 40]))!.p99_ms).toBe(40)
})

test('of 100 and more, the 99th percentile', () => {
  expect(delaysOf(histogramOf([...calm(198), 40, 40]))!.p99_ms).toBe(1)
  expect(delaysOf(histogramOf([...calm(197), 40, 40, 40]))!.p99_ms).toBe(40)
})

test('without a sample, nothing', () => {
  expect(delaysOf(histogramOf([]))).toBeNull()
})
