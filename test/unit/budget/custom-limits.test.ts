import { describe, expect, test } from 'vitest'
import { checksByDefault, customLimits } from '../../../src/budget/custom-limits.ts'
import { judgeLimit } from '../../../src/budget/limit.ts'
import type { Budgets } from '../../../src/model/scenario.ts'
import { Checks } from '../../../src/record/custom/checks.ts'
import { counter } from '../../../src/record/custom/counter.ts'
import { gauge } from '../../../src/record/custom/gauge.ts'
import { Groups } from '../../../src/record/custom/groups.ts'
import { rate } from '../../../src/record/custom/rate.ts'
import { trend } from '../../../src/record/custom/trend.ts'
import type { Recording } from '../../../src/record/recording.ts'
import { recordingOf } from '../../support/recording.ts'

/** Ten seconds of steady load, with what `record` recorded. */
function recorded(record: (own: ReturnType<typeof make>) => void): Recording {
  const own = make()
  const { checks, groups, ...metrics } = own
  for (const [name, metric] of Object.entries(metrics)) metric.open(name)
  record(own)
  return recordingOf([], {
    readings: {
      metrics: new Map(Object.entries(metrics).map(([name, metric]) => [name, metric.take()])),
      checks: checks.take(),
      groups: groups.take(),
      checksOverflowed: () => false,
      groupsOverflowed: false,
    },
  })
}
function make() {
  return {
    orders: counter(),
    sockets: gauge(),
    hits: rate(),
    basket: trend({ unit: 'EUR' }),
    checks: new Checks(),
    groups: new Groups(),
  }
}
const judged = (budgets: Budgets, recording: Recording) =>
  customLimits(budgets, recording)
    .map((limit) => judgeLimit(limit))
    .map(
      ({ budget, comparison, limit, actual, unit, samples, verdict }) =>
        `${budget} ${comparison} ${limit}: ${actual} ${unit}, ${samples} ${verdict}`,
    )

describe('limits on metrics', () => {
  const recording = recorded(({ orders, sockets, hits, basket }) => {
    orders.add(60)
    for (const level of [-5, 40, 3]) sockets.set(level)
    for (const hit of [true, true, true, false]) hits.add(hit)
    // Below 2.048, percentiles are exact.
    for (let value = 1; value <= 100; value++) basket.record(value / 100)
  })

  test('are exact: the limit itself is kept, and the next number is not', () => {
    const budgets = (off: number): Budgets => ({
      metrics: {
        orders: { min: 60 + off, max: 60 - off, minPerSecond: 6 + off, maxPerSecond: 6 - off },
        sockets: { min: -5 + off, max: 40 - off, last: { min: 3 + off, max: 3 - off } },
        hits: { min: 0.75 + off, max: 0.75 - off },
        basket: {
          p50: { min: 0.5 + off, max: 0.5 - off },
          min: { min: 0.01 + off },
          avg: { max: 0.505 - off },
        },
      },
    })
    const verdicts = (off: number): string[] => [
      ...new Set(customLimits(budgets(off), recording).map((limit) => judgeLimit(limit).verdict)),
    ]
    expect(customLimits(budgets(0), recording)).toHaveLength(14)
    expect([verdicts(0), verdicts(0.001)]).toEqual([['pass'], ['fail']])
  })

  test('say what they are of, in which unit, and how many samples stand behind', () => {
    const metrics = {
      orders: { min: 1, maxPerSecond: 5 },
      sockets: { last: { max: 5 } },
      hits: { min: 0.9 },
      basket: { p95: { max: 0.8 }, max: { max: 5 } },
    }
    expect(judged({ metrics }, recording)).toEqual([
      'metrics.orders at least 1: 60 number, 1 pass',
      'metrics.orders at most 5: 6 per second, 1 fail',
      'metrics.sockets.last at most 5: 3 number, 3 pass',
      'metrics.hits at least 0.9: 0.75 ratio, 4 fail',
      'metrics.basket.p95 at most 0.8: 0.95 number, 100 fail',
      'metrics.basket.max at most 5: 1 number, 100 pass',
    ])
    expect(customLimits({ metrics }, recording).map(({ detail }) => detail)).toEqual([
      '1 records',
      'in 10.00 s',
      '3 samples',
      '3 of 4',
      '100 samples; EUR',
      '100 samples; EUR',
    ])
  })

  test('a counter has no speed where there was no time', () => {
    const none = { ...recording, activeMs: 2_000, steadyFromMs: 2_000 }
    expect(judged({ metrics: { orders: { minPerSecond: 0, max: 60 } } }, none)).toEqual([
      'metrics.orders at most 60: 60 number, 1 pass',
      'metrics.orders at least 0: null per second, 1 invalid',
    ])
  })
})

describe('limits on checks and groups', () => {
  const recording = recorded(({ checks, groups }) => {
    for (const passed of [true, true, false, true]) checks.note('ok', passed)
    checks.note('other', true)
    for (const ms of [1, 1.5, 2]) groups.record('read', ms, ms === 2)
    groups.record('write', 0.5, false)
  })

  test('stand under their names, and `*` for all that are not named', () => {
    const budgets: Budgets = {
      checks: { '*': { min: 1 }, ok: { min: 0.75 } },
      groups: {
        read: { latency: { p50: { maxMs: 1.5 }, avg: { maxMs: 1.4 } }, failures: { max: 1 } },
        '*': { latency: { max: { maxMs: 0.4 } } },
      },
    }
    expect(judged(budgets, recording)).toEqual([
      'checks.ok at least 0.75: 0.75 ratio, 4 pass',
      'checks.other at least 1: 1 ratio, 1 pass',
      'groups.read.latency.p50 at most 1.5: 1.5 ms, 3 pass',
      'groups.read.latency.avg at most 1.4: 1.5 ms, 3 fail',
      'groups.read.failures at most 1: 1 count, 3 pass',
      'groups.write.latency.max at most 0.4: 0.5 ms, 1 fail',
    ])
  })

  test('that never came are no pass, whoever is named', () => {
    const empty = recorded(() => {})
    const budgets: Budgets = {
      checks: { '*': { min: 0 }, ghost: { max: 1 } },
      groups: { '*': { latency: { p99: { maxMs: 1 } } }, ghost: { failures: { max: 0 } } },
    }
    expect(judged(budgets, empty)).toEqual([
      'checks.ghost at most 1: null ratio, 0 invalid',
      'checks.* at least 0: null ratio, 0 invalid',
      'groups.ghost.failures at most 0: null count, 0 invalid',
      'groups.*.latency.p99 at most 1: null ms, 0 invalid',
    ])
  })

  test('checks that no budget speaks of must always hold', () => {
    const lines = (budgets: Budgets) =>
      checksByDefault(budgets, recording).map(({ budget, limit, actual }) => `${budget} ${limit} ${actual}`)
    expect(lines({})).toEqual(['checks.ok 1 0.75', 'checks.other 1 1'])
    expect(lines({ checks: { ok: { min: 0.5 } } })).toEqual(['checks.other 1 1'])
    expect(lines({ checks: { '*': { min: 0 } } })).toEqual([])
  })
})
