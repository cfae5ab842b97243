import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { LatencySeries } from '../../../src/record/latency-series.ts'
import { seriesOf } from '../../support/series.ts'

const duration = fc.oneof(
  fc.constant(0),
  fc.double({ min: 0, max: 50, noNaN: true }),
  fc.double({ min: 0, max: 10_000_000, noNaN: true }),
)
const parts = fc.array(fc.array(duration, { maxLength: 60 }), { minLength: 1, maxLength: 6 })
const percentiles = [0, 10, 50, 75, 90, 95, 99, 99.9, 100]

function expectSame(merged: LatencySeries, whole: LatencySeries): void {
  const { avg_ms: mergedAvg, ...mergedStats } = merged.stats() ?? { avg_ms: 0 }
  const { avg_ms: wholeAvg, ...wholeStats } = whole.stats() ?? { avg_ms: 0 }
  expect(mergedStats).toEqual(wholeStats)
  // The mean travels as text with six digits.
  expect(Math.abs(mergedAvg - wholeAvg)).toBeLessThanOrEqual(1e-6 + Math.abs(wholeAvg) * 1e-9)
  expect(percentiles.map((at) => merged.percentileMs(at))).toEqual(
    percentiles.map((at) => whole.percentileMs(at)),
  )
}

test('merged series are one series of all samples', () => {
  fc.assert(
    fc.property(parts, (samples) => {
      const merged = new LatencySeries()
      for (const part of samples) merged.add(seriesOf(part))
      expectSame(merged, seriesOf(samples.flat()))
    }),
    { numRuns: 200, seed: 1 },
  )
})

test('series that were written and read again merge the same', () => {
  fc.assert(
    fc.property(parts, (samples) => {
      const merged = new LatencySeries()
      for (const part of samples) {
        const series = seriesOf(part)
        const text = series.encode()
        if (text !== null) merged.add(LatencySeries.decode(text, series.stats()!))
      }
      expectSame(merged, seriesOf(samples.flat()))
    }),
    { numRuns: 200, seed: 2 },
  )
})

test('minimum and maximum are those of the samples in microseconds, and percentiles lie between them and ascend', () => {
  fc.assert(
    fc.property(fc.array(duration, { minLength: 1, maxLength: 100 }), (samples) => {
      const us = samples.map((ms) => Math.round(ms * 1000))
      const series = seriesOf(samples)
      expect(series.stats()).toMatchObject({
        count: us.length,
        min_ms: Math.min(...us) / 1000,
        max_ms: Math.max(...us) / 1000,
      })
      const values = percentiles.map((at) => series.percentileMs(at)!)
      expect(values).toEqual([...values].sort((a, b) => a - b))
      expect(values[0]).toBeGreaterThanOrEqual(Math.min(...us) / 1000)
      expect(values.at(-1)).toBe(Math.max(...us) / 1000)
    }),
    { numRuns: 200, seed: 3 },
  )
})
