import { describe, expect, test } from 'vitest'
import { evaluateBudgets } from '../../../src/budget/evaluate-budgets.ts'
import { check } from '../../../src/record/custom/check.ts'
import { counter } from '../../../src/record/custom/counter.ts'
import { gauge } from '../../../src/record/custom/gauge.ts'
import { group } from '../../../src/record/custom/group.ts'
import { rate } from '../../../src/record/custom/rate.ts'
import { trend } from '../../../src/record/custom/trend.ts'
import { runVirtually } from '../../support/virtual-run.ts'

const load = { executor: 'constant-arrival-rate', ratePerSecond: 10, durationMs: 2_000 }
const lines = (
  budgets: readonly { budget: string; comparison: string; actual: number | null; verdict: string }[],
) => budgets.map(({ budget, comparison, actual, verdict }) => `${budget} ${comparison} ${actual} ${verdict}`)

describe('metrics of a scenario', () => {
  const make = () => ({ orders: counter(), open: gauge(), hits: rate(), price: trend({ unit: 'EUR' }) })

  test('of every kind are judged by the limits of their kind', async () => {
    const metrics = make()
    const budgets = {
      metrics: {
        orders: { min: 40, minPerSecond: 25 },
        open: { min: 0, max: 18, last: { max: 19 } },
        hits: { min: 0.5, max: 0.6 },
        price: { p50: { max: 10 }, min: { min: 1 }, avg: { max: 9.5 } },
      },
    }
    const { metrics: result } = await runVirtually({ load, metrics, budgets }, ({ iteration: { index } }) => {
      metrics.orders.add(2)
      metrics.open.set(index)
      metrics.hits.add(index % 2 === 0)
      metrics.price.record(index)
    })
    expect(result.verdict).toBe('fail')
    expect(lines(result.budgets!)).toEqual([
      'successRate at least 1 pass',
      'metrics.orders at least 40 pass',
      'metrics.orders at least 20 fail',
      'metrics.open at least 0 pass',
      'metrics.open at most 19 fail',
      'metrics.open.last at most 19 pass',
      'metrics.hits at least 0.5 pass',
      'metrics.hits at most 0.5 pass',
      'metrics.price.p50 at most 9.007 pass',
      'metrics.price.min at least 0 fail',
      'metrics.price.avg at most 9.5 pass',
    ])
    expect(result.metrics).toMatchObject({
      orders: { kind: 'counter', value: 40, per_second: 20 },
      open: { kind: 'gauge', samples: 20, min: 0, max: 19 },
      hits: { kind: 'rate', share: 0.5 },
      price: { kind: 'trend', unit: 'EUR', count: 20, max: 19 },
    })
  })

  test('that nothing was recorded in are no pass, but for a counter that counted nothing', async () => {
    const metrics = make()
    const budgets = {
      metrics: { orders: { max: 0 }, open: { max: 5 }, hits: { min: 0 }, price: { p99: { max: 5 } } },
    }
    const { metrics: result } = await runVirtually({ load, metrics, budgets }, () => {})
    expect(result).toMatchObject({ verdict: 'invalid', cause: 'no-evidence' })
    expect(lines(result.budgets!).slice(1)).toEqual([
      'metrics.orders at most 0 pass',
      'metrics.open at most null invalid',
      'metrics.hits at least null invalid',
      'metrics.price.p99 at most null invalid',
    ])
  })

  test('count nothing of the warm-up, of what came before the load, or after it', async () => {
    const orders = counter()
    const target = () => ({ close: () => orders.add(1_000) })
    const { metrics } = await runVirtually(
      {
        load: { ...load, warmupMs: 1_000 },
        metrics: { orders },
        target,
        setup: () => orders.add(1_000),
        teardown: () => orders.add(1_000),
      },
      () => orders.add(),
    )
    expect(metrics).toMatchObject({
      verdict: 'pass',
      total_processed: 30,
      metrics: { orders: { value: 20, per_second: 10 } },
    })
  })

  test('may be used by one run after another, and each has its own', async () => {
    const orders = counter()
    const run = (amount: number) => runVirtually({ load, metrics: { orders } }, () => orders.add(amount))
    const [first, second] = [await run(1), await run(2)]
    expect([first, second].map(({ metrics }) => metrics.metrics)).toMatchObject([
      { orders: { value: 20 } },
      { orders: { value: 40 } },
    ])
    expect(evaluateBudgets({ metrics: { orders: { max: 20 } } }, first.recording!)).toMatchObject([
      { verdict: 'pass' },
    ])
  })

  test('that a scenario does not name fail the iterations that record them', async () => {
    const stranger = counter()
    const { metrics } = await runVirtually({ load }, () => stranger.add())
    expect(metrics).toMatchObject({ verdict: 'invalid', cause: 'error', metrics: null })
    expect(metrics.failures![0]!.example).toContain('outside of the runs that name it in `metrics`')
  })
})

describe('checks of a scenario', () => {
  test('do not fail the iteration, and fail the run', async () => {
    const { metrics } = await runVirtually({ load }, ({ iteration }) => {
      check('even', iteration.index % 2 === 0)
      check('small', iteration.index < 100)
    })
    expect(metrics).toMatchObject({ verdict: 'fail', success_count: 20, failure_count: 0 })
    expect(metrics.checks).toEqual({
      even: { passed: 10, failed: 10, rate: 0.5 },
      small: { passed: 20, failed: 0, rate: 1 },
    })
    expect(lines(metrics.budgets!)).toEqual([
      'successRate at least 1 pass',
      'checks.even at least 0.5 fail',
      'checks.small at least 1 pass',
    ])
  })

  test.each([
    [{ even: { min: 0.5 } }, ['checks.even at least 0.5 pass', 'checks.small at least 1 pass'], 'pass'],
    [{ '*': { min: 0.4 } }, ['checks.even at least 0.5 pass', 'checks.small at least 1 pass'], 'pass'],
    [
      { '*': { min: 0 }, even: { max: 0.4 } },
      ['checks.even at most 0.5 fail', 'checks.small at least 1 pass'],
      'fail',
    ],
    [
      { ghost: { min: 0 }, '*': { min: 0 } },
      ['checks.ghost at least null invalid', 'checks.even at least 0.5 pass', 'checks.small at least 1 pass'],
      'invalid',
    ],
  ])('are limited by %o', async (checks, expected, verdict) => {
    const { metrics } = await runVirtually({ load, budgets: { checks } }, ({ iteration }) => {
      check('even', iteration.index % 2 === 0)
      check('small', true)
    })
    expect(lines(metrics.budgets!).slice(1)).toEqual(expected)
    expect(metrics.verdict).toBe(verdict)
  })

  test('that were to hold all, and never came, are no pass', async () => {
    const { metrics } = await runVirtually({ load, budgets: { checks: { '*': { min: 1 } } } }, () => {})
    expect(metrics).toMatchObject({ verdict: 'invalid', cause: 'no-evidence', checks: null })
  })

  test.each<[string, Record<string, unknown>]>([
    ['setup', { setup: () => check('early', false) }],
    ['teardown', { teardown: () => check('late', false) }],
    ['the closing of the target', { target: () => ({ close: () => check('last', false) }) }],
    ['the warm-up', { load: { ...load, warmupMs: 500 } }],
  ])('count in %s as well', async (where, options) => {
    const { metrics } = await runVirtually({ load, ...options }, ({ iteration }) => {
      if (where === 'the warm-up') check('warm', iteration.phase === 'steady')
    })
    expect(metrics.verdict).toBe('fail')
    expect(Object.values(metrics.checks!)).toMatchObject([{ failed: where === 'the warm-up' ? 5 : 1 }])
  })

  test('may be called like what every object has', async () => {
    const { metrics } = await runVirtually({ load, budgets: { checks: { other: { min: 0 } } } }, () => {
      check('constructor', false)
      check('other', true)
    })
    expect(metrics.verdict).toBe('fail')
  })

  test('of too many names make the run invalid', async () => {
    const many = { executor: 'shared-iterations', iterations: 1_001 }
    const { metrics } = await runVirtually(
      { load: many },
      ({ iteration }) => void check(`answer ${iteration.index}`, true),
    )
    expect(metrics).toMatchObject({ verdict: 'invalid', cause: 'overflow' })
    expect(metrics.problems).toEqual([
      'more than 1,000 different checks or groups came; the rest was not recorded',
    ])
  })
})

test('groups are timed by the clock of the run, and limited', async () => {
  const budgets = {
    successRate: { min: 0 },
    groups: {
      write: { latency: { p95: { maxMs: 40 }, max: { maxMs: 10 } }, failures: { max: 0 } },
      '*': { latency: { max: { maxMs: 5 } } },
    },
  }
  const { metrics } = await runVirtually({ load, budgets }, async ({ iteration, wait }) => {
    await group('read', () => wait(5))
    await group('write', async () => {
      await wait(30)
      if (iteration.index === 3) throw new Error('no')
    })
  })
  expect(lines(metrics.budgets!).slice(1)).toEqual([
    'groups.write.latency.p95 at most 30 pass',
    'groups.write.latency.max at most 30 fail',
    'groups.write.failures at most 1 fail',
    'groups.read.latency.max at most 5 pass',
  ])
  expect(metrics.groups).toMatchObject({
    read: { count: 20, failed: 0, latency: { max_ms: 5 } },
    write: { count: 20, failed: 1, latency: { min_ms: 30 } },
  })
})

test('a group that hangs is in the figures, and no pass', async () => {
  const hanging = { executor: 'shared-iterations', iterations: 10, concurrency: 2, iterationTimeoutMs: 300 }
  const budgets = {
    successRate: { min: 0 },
    groups: { '*': { latency: { max: { maxMs: 50 } }, failures: { max: 0 } } },
  }
  const { metrics } = await runVirtually({ load: hanging, budgets }, async ({ iteration, wait }) => {
    await group('pay', () => (iteration.index % 5 === 0 ? new Promise(() => {}) : wait(1)))
  })
  expect(metrics.verdict).toBe('fail')
  expect(metrics.groups!['pay']).toMatchObject({ count: 10, failed: 2 })
  expect(metrics.groups!['pay']!.latency!.max_ms).toBeGreaterThanOrEqual(300)
})
