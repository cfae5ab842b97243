import { describe, expect, test } from 'vitest'
import { LatencySeries } from '../../../src/record/latency-series.ts'
import { seriesOf } from '../../support/series.ts'

describe('a latency series', () => {
  test('keeps count, minimum, maximum and mean exactly', () => {
    expect(seriesOf([1.234, 9876.543, 5, 0.001]).stats()).toMatchObject({
      count: 4,
      min_ms: 0.001,
      max_ms: 9876.543,
      avg_ms: 2470.6945,
    })
  })

  test('counts zero durations', () => {
    expect(seriesOf([0, 0, 10]).stats()).toMatchObject({ count: 3, min_ms: 0, p50_ms: 0, max_ms: 10 })
  })

  test('never gives a percentile beyond the extremes', () => {
    // A histogram of three digits holds 123.457 ms in a bucket whose edge lies above it.
    const series = seriesOf([123.457])
    for (const percentile of [0, 1, 50, 99, 99.99, 100]) expect(series.percentileMs(percentile)).toBe(123.457)
  })

  test('gives percentiles to a thousandth', () => {
    const series = seriesOf(Array.from({ length: 10_000 }, (_, index) => (index + 1) / 10))
    for (const [percentile, ms] of [
      [50, 500],
      [90, 900],
      [95, 950],
      [99, 990],
      [99.9, 999],
      [100, 1000],
    ] as const) {
      expect(Math.abs(series.percentileMs(percentile)! / ms - 1)).toBeLessThan(0.001)
    }
  })

  test.each([Number.NaN, -0.001, -5])('refuses %d ms, and is not changed by it', (ms) => {
    const series = seriesOf([3])
    expect(() => series.record(ms)).toThrow(new RangeError(`a duration must be 0 ms or more, got ${ms}`))
    expect(series.stats()).toEqual(seriesOf([3]).stats())
  })

  test('is null everywhere without a sample', () => {
    const empty = new LatencySeries()
    expect([empty.stats(), empty.percentileMs(50), empty.maxMs, empty.avgMs, empty.encode()]).toEqual([
      null,
      null,
      null,
      null,
      null,
    ])
    expect(empty.flatStats()).toEqual({
      min_ms: null,
      max_ms: null,
      avg_ms: null,
      p50_ms: null,
      p95_ms: null,
      p99_ms: null,
    })
  })

  test('adding an empty series changes nothing', () => {
    const series = seriesOf([1, 2])
    series.add(new LatencySeries())
    expect(series.stats()).toEqual(seriesOf([1, 2]).stats())
  })

  test('is empty after it was cleared, and can be used again', () => {
    const series = seriesOf([1, 2])
    series.clear()
    expect(series.stats()).toBeNull()
    series.record(7)
    expect(series.stats()).toEqual(seriesOf([7]).stats())
  })

  test('holds durations of months', () => {
    const ms = 100 * 86_400_000
    expect(seriesOf([1, ms]).stats()).toMatchObject({ max_ms: ms, p99_ms: ms })
  })
})
