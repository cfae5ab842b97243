import { describe, expect, test } from 'vitest'
import type { CustomMetricResult } from '../../../../src/model/custom-metrics.ts'
import { counter } from '../../../../src/record/custom/counter.ts'
import { gauge } from '../../../../src/record/custom/gauge.ts'
import { kindOf, metricKinds } from '../../../../src/record/custom/metric-kinds.ts'
import { rate } from '../../../../src/record/custom/rate.ts'
import { trend } from '../../../../src/record/custom/trend.ts'
import { LatencySeries } from '../../../../src/record/latency-series.ts'

function opened<T extends { open(name: string): void }>(metric: T): T {
  metric.open('mine')
  return metric
}

const resultOf = (metric: { take(): { kind: string } }) => {
  const summary = metric.take() as Parameters<typeof kindOf>[0]
  return kindOf(summary).result(summary, 2)
}

describe('metrics of one’s own', () => {
  test('a counter adds up', () => {
    const orders = opened(counter())
    orders.add()
    orders.add(4)
    orders.add(0.5)
    expect(resultOf(orders)).toEqual({ kind: 'counter', value: 5.5, per_second: 2.75 })
  })

  test('a gauge keeps its extremes and the last level', () => {
    const level = opened(gauge())
    for (const each of [3, -2, 9, 4]) level.set(each)
    expect(resultOf(level)).toEqual({ kind: 'gauge', samples: 4, last: 4, min: -2, max: 9 })
  })

  test('a rate counts what was true', () => {
    const hits = opened(rate())
    for (const each of [true, false, true, true]) hits.add(each)
    expect(resultOf(hits)).toEqual({ kind: 'rate', hits: 3, samples: 4, share: 0.75 })
  })

  test('a trend has percentiles, and its unit', () => {
    const price = opened(trend({ unit: 'EUR' }))
    for (let value = 1; value <= 1000; value++) price.record(value / 1000)
    expect(resultOf(price)).toMatchObject({
      kind: 'trend',
      unit: 'EUR',
      count: 1000,
      min: 0.001,
      max: 1,
      avg: 0.5005,
      p50: 0.5,
      p90: 0.9,
      p95: 0.95,
      p99: 0.99,
      p99_9: 0.999,
    })
    price.record(7.125)
    expect(resultOf(price)).toMatchObject({ count: 1, p50: 7.125, p99_9: 7.125 })
  })

  test.each(metricKinds.map(({ kind }) => kind))(
    'a %s without a sample has no figure but what it counted',
    (kind) => {
      const metric = { counter, gauge, rate, trend }[kind]()
      metric.open('mine')
      const { value, ...others } = { value: null, ...resultOf(metric) } as Record<string, unknown>
      expect(value).toBe(kind === 'counter' ? 0 : null)
      const figures = Object.entries(others).filter(
        ([name]) => !['kind', 'samples', 'count', 'hits', 'per_second'].includes(name),
      )
      expect(figures.every(([, figure]) => figure === null)).toBe(true)
    },
  )

  test('what was taken, and what came before a restart, is forgotten', () => {
    const hits = opened(rate())
    hits.add(true)
    hits.restart()
    hits.add(false)
    expect(resultOf(hits)).toMatchObject({ samples: 1, hits: 0 })
    expect(resultOf(hits)).toMatchObject({ samples: 0 })
  })

  test.each<[string, () => unknown, string]>([
    [
      'counter',
      () => opened(counter()).add(-1),
      'metrics.mine.add: expected a finite number of 0 or more, got -1',
    ],
    [
      'counter',
      () => opened(counter()).add(Number.NaN),
      'metrics.mine.add: expected a finite number of 0 or more, got NaN',
    ],
    [
      'counter',
      () => opened(counter()).add('3' as never),
      'metrics.mine.add: expected a finite number of 0 or more, got "3"',
    ],
    [
      'gauge',
      () => opened(gauge()).set(Infinity),
      'metrics.mine.set: expected a finite number, got Infinity',
    ],
    [
      'gauge',
      () => opened(gauge()).set(null as never),
      'metrics.mine.set: expected a finite number, got null',
    ],
    [
      'rate',
      () => opened(rate()).add(Promise.resolve(true) as never),
      'metrics.mine.add: expected true or false, got a promise',
    ],
    ['rate', () => opened(rate()).add(1 as never), 'metrics.mine.add: expected true or false, got 1'],
    [
      'trend',
      () => opened(trend()).record(-0.1),
      'metrics.mine.record: expected a finite number of 0 or more, got -0.1',
    ],
    [
      'trend',
      () => opened(trend()).record(undefined as never),
      'metrics.mine.record: expected a finite number of 0 or more, got nothing',
    ],
  ])('a %s refuses what it cannot count', (_, record, message) => {
    expect(record).toThrow(new TypeError(message))
  })

  test('a trend takes what its histogram can carry, and refuses what is larger', () => {
    const size = opened(trend())
    size.record(9_007_199_254_740)
    expect(() => size.record(1.7e18)).toThrow(
      new RangeError(
        'metrics.mine.record: expected at most 9,007,199,254,740 (a larger unit helps), got 1700000000000000000',
      ),
    )
    const { histogram, count, min, max, avg, p50 } = resultOf(size) as Extract<
      CustomMetricResult,
      { kind: 'trend' }
    >
    const exact = { count, min_ms: min!, max_ms: max!, avg_ms: avg! }
    // Its own buckets, not the extremes, which travel beside them.
    const read = LatencySeries.decode(histogram!, { ...exact, min_ms: 0, max_ms: 1e13 })
    expect(count).toBe(1)
    expect(Math.abs(read.percentileMs(50)! / p50! - 1)).toBeLessThan(0.001)
  })

  test('a counter refuses what would make its sum infinite, and keeps what it has', () => {
    const bytes = opened(counter())
    bytes.add(1e308)
    expect(() => bytes.add(1e308)).toThrow(
      new RangeError('metrics.mine.add: expected a sum that stays finite, got 1e+308'),
    )
    expect(resultOf(bytes)).toMatchObject({ value: 1e308 })
  })

  test('none can be recorded outside of a run', () => {
    const closed = opened(counter())
    closed.close()
    for (const record of [
      () => closed.add(),
      () => gauge().set(1),
      () => rate().add(true),
      () => trend().record(1),
    ])
      expect(record).toThrow(/outside of the runs that name it in `metrics`/)
  })

  test('a trend takes no options but its unit', () => {
    expect(() => trend({ units: 'EUR' } as never)).toThrow(
      'units: expected one of unit, got unknown option "units"; did you mean "unit"?',
    )
  })
})
