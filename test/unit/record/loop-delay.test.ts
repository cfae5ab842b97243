import type { IntervalHistogram } from 'node:perf_hooks'
import { describe, expect, test } from 'vitest'
import { delaysOf, delaysOfAll } from '../../../src/record/loop-delay.ts'

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

describe('several histograms', () => {
  const spread = (count: number, ms: (index: number) => number): number[] =>
    Array.from({ length: count }, (_, index) => ms(index))

  test('are judged as one would be of all that is in them', () => {
    for (const [first, second] of [
      [calm(50), [...calm(148), 40, 40]],
      [spread(500, (index) => index), spread(80, (index) => 3 * index)],
      [spread(3, (index) => index), spread(4, () => 9)],
    ] as const) {
      const all = [histogramOf(first), histogramOf([]), histogramOf(second)]
      expect(delaysOfAll(all)).toEqual(delaysOf(histogramOf([...first, ...second])))
    }
  })

  test('with many values each come close to it', () => {
    const [long, short] = [spread(30_000, (index) => index / 100), spread(10_000, (index) => index / 10)]
    const one = delaysOf(histogramOf([...long, ...short]))!
    const both = delaysOfAll([histogramOf(long), histogramOf(short)])!
    expect(both.max_ms).toBe(one.max_ms)
    expect(Math.abs(both.p99_ms / one.p99_ms - 1)).toBeLessThan(0.01)
    expect(Math.abs(both.p50_ms / one.p50_ms - 1)).toBeLessThan(0.01)
  })

  test('without a sample are nothing', () => {
    expect([delaysOfAll([]), delaysOfAll([histogramOf([])])]).toEqual([null, null])
  })
})
