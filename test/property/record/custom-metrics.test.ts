import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { customSections } from '../../../src/run/custom-sections.ts'
import { Groups } from '../../../src/record/custom/groups.ts'
import { trend } from '../../../src/record/custom/trend.ts'
import { LatencySeries } from '../../../src/record/latency-series.ts'
import { recordingOf } from '../../support/recording.ts'

// What shards write into their metrics files, put together as a reader of these would.
const value = fc.oneof(
  fc.constant(0),
  fc.double({ min: 0.001, max: 50, noNaN: true }),
  fc.double({ min: 0.001, max: 9_007_199_254_740, noNaN: true }),
)
const shards = fc.array(fc.array(value, { maxLength: 60 }), { minLength: 1, maxLength: 5 })
const percentiles = [0, 10, 50, 90, 95, 99, 99.9, 100]

interface Written {
  count: number
  min: number | null
  max: number | null
  avg: number | null
  histogram: string | null
}

function read({ count, min, max, avg, histogram }: Written): LatencySeries {
  if (histogram === null) return new LatencySeries()
  return LatencySeries.decode(histogram, { count, min_ms: min!, max_ms: max!, avg_ms: avg! })
}

function expectMergeOf(parts: readonly Written[], whole: Written): void {
  const merged = new LatencySeries()
  for (const part of parts) merged.add(read(part))
  const one = read(whole)
  const figures = (series: LatencySeries) => [
    series.count,
    series.minMs,
    series.maxMs,
    series.encode(),
    ...percentiles.map((at) => series.percentileMs(at)),
  ]
  expect(figures(merged)).toEqual(figures(one))
  expect(merged.avgMs === null).toBe(one.avgMs === null)
  // Means travel rounded, and sums of doubles depend on their order.
  expect(Math.abs((merged.avgMs ?? 0) - (whole.avg ?? 0))).toBeLessThanOrEqual(1e-5 + (whole.avg ?? 0) * 1e-9)
}

const throughJson = <T>(written: T): T => JSON.parse(JSON.stringify(written)) as T

function trendOf(values: readonly number[]): Written {
  const metric = trend()
  metric.open('size')
  for (const each of values) metric.record(each)
  const readings = { ...recordingOf([]).readings, metrics: new Map([['size', metric.take()]]) }
  return throughJson(customSections(recordingOf([], { readings })).metrics!['size'] as Written)
}

function groupOf(durationsMs: readonly number[]): Written & { failed: number } {
  const groups = new Groups()
  for (const ms of durationsMs) groups.record('read', ms, ms > 25)
  const readings = { ...recordingOf([]).readings, groups: groups.take() }
  const section = customSections(recordingOf([], { readings })).groups?.['read'] ?? null
  const { count = 0, failed = 0, latency = null, histogram = null } = throughJson(section) ?? {}
  const { min_ms: min = null, max_ms: max = null, avg_ms: avg = null } = latency ?? {}
  return { count, failed, min, max, avg, histogram }
}

test('trends of shards, merged, are the trend of all samples', () => {
  fc.assert(
    fc.property(shards, (all) => {
      expectMergeOf(all.map(trendOf), trendOf(all.flat()))
    }),
    { numRuns: 40, seed: 1 },
  )
})

test('groups of shards, merged, are the groups of all samples', () => {
  fc.assert(
    fc.property(shards, (all) => {
      const [parts, whole] = [all.map(groupOf), groupOf(all.flat())]
      expectMergeOf(parts, whole)
      expect(parts.reduce((sum, { failed }) => sum + failed, 0)).toBe(whole.failed)
    }),
    { numRuns: 40, seed: 2 },
  )
})

test('the figures of a trend are those that its histogram and its extremes give', () => {
  fc.assert(
    fc.property(fc.array(value, { minLength: 1, maxLength: 100 }), (values) => {
      const written = trendOf(values) as Written & Record<'p50' | 'p90' | 'p95' | 'p99' | 'p99_9', number>
      const series = read(written)
      expect([written.p50, written.p90, written.p95, written.p99, written.p99_9]).toEqual(
        [50, 90, 95, 99, 99.9].map((at) => series.percentileMs(at)),
      )
    }),
    { numRuns: 100, seed: 3 },
  )
})
