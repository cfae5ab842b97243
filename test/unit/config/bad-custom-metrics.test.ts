import { describe, expect, test } from 'vitest'
import { counter } from '../../../src/record/custom/counter.ts'
import { gauge } from '../../../src/record/custom/gauge.ts'
import { rate } from '../../../src/record/custom/rate.ts'
import { trend } from '../../../src/record/custom/trend.ts'
import { problemsOf, type Expected } from '../../support/problems-of.ts'

const metrics = { orders: counter(), open: gauge(), hits: rate(), price: trend() }
const kinds = 'a metric: counter(), gauge(), rate(), trend()'
const shared = counter()

describe('metrics that are wrong', () => {
  test.each<[string, unknown, Expected[]]>([
    ['a list', { metrics: [counter()] }, [['metrics', 'an object of metrics by name', expect.any(String)]]],
    ['a number', { metrics: { orders: 0 } }, [['metrics.orders', kinds, '0']]],
    [
      'the function itself',
      { metrics: { orders: counter } },
      [['metrics.orders', kinds, 'function counter']],
    ],
    [
      'the same one twice',
      { metrics: { a: shared, b: shared } },
      [['metrics.b', 'a metric of its own', 'the one that is metrics.a']],
    ],
    [
      'a budget on one that is not there',
      { metrics, budgets: { metrics: { oders: { min: 1 } } } },
      [['budgets.metrics.oders', 'one of orders, open, hits, price', 'unknown metric "oders"', 'orders']],
    ],
    [
      'a budget without metrics',
      { budgets: { metrics: { orders: { min: 1 } } } },
      [
        [
          'budgets.metrics.orders',
          'a metric that the scenario names in `metrics`',
          'a scenario without metrics',
        ],
      ],
    ],
    [
      'limits of another kind, all of them at once',
      {
        metrics,
        budgets: {
          metrics: {
            orders: { p95: { max: 1 } },
            open: { last: 5 },
            hits: { min: 90 },
            price: { max: 5, p95: { maxMs: 7 } },
          },
        },
      },
      [
        ['budgets.metrics.orders.p95', 'one of min, max, minPerSecond, maxPerSecond', 'unknown option "p95"'],
        ['budgets.metrics.open.last', 'an object { min, max }', '5'],
        ['budgets.metrics.hits.min', 'a number from 0 to 1', '90'],
        ['budgets.metrics.price.max', 'an object { min, max }', '5'],
        ['budgets.metrics.price.p95.maxMs', 'one of min, max', 'unknown option "maxMs"', 'max'],
      ],
    ],
    [
      'limits that nothing can keep',
      { metrics, budgets: { metrics: { orders: { min: 5, max: 4 }, price: { p50: { min: 2, max: 1 } } } } },
      [
        ['budgets.metrics.orders.max', 'a number that is not below min', '4'],
        ['budgets.metrics.price.p50.max', 'a number that is not below min', '1'],
      ],
    ],
    [
      'limits that say nothing',
      { metrics, budgets: { metrics: { orders: {}, hits: {} } } },
      [
        ['budgets.metrics.orders', 'a limit: { min, max, minPerSecond, maxPerSecond }', '{}'],
        ['budgets.metrics.hits', 'a limit: { min, max }', '{}'],
      ],
    ],
    [
      'a figure that trends do not have',
      { metrics, budgets: { metrics: { price: { p101: { max: 1 } } } } },
      [['budgets.metrics.price.p101', expect.any(String), 'unknown metric "p101"', expect.any(String)]],
    ],
    [
      'a check in per cent',
      { budgets: { checks: { ok: { min: 99 } } } },
      [['budgets.checks.ok.min', 'a number from 0 to 1', '99']],
    ],
    [
      'a check as a bare number',
      { budgets: { checks: { ok: 0.99 } } },
      [['budgets.checks.ok', 'an object { min, max }', '0.99']],
    ],
    [
      'a group by a percentile alone',
      { budgets: { groups: { read: { p95: { maxMs: 5 } } } } },
      [['budgets.groups.read.p95', 'one of latency, failures', 'unknown option "p95"']],
    ],
    [
      'a group without a limit',
      { budgets: { groups: { read: {} } } },
      [['budgets.groups.read', 'a limit: { latency, failures }', '{}']],
    ],
  ])('%s', (_, options, expected) => {
    expect(problemsOf(options)).toEqual(expected)
  })
})
