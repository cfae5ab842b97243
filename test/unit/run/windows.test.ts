import { describe, expect, test } from 'vitest'
import { runVirtually } from '../../support/virtual-run.ts'

const steady = (durationMs: number, more: object = {}) => ({
  executor: 'constant-arrival-rate',
  ratePerSecond: 10,
  durationMs,
  drainMs: 1_000,
  ...more,
})
const lenient = { successRate: { min: 0 } }

interface Behaviour {
  /** Iterations scheduled in one of these stretches of ms fail. */
  fails?: (scheduledMs: number) => boolean
  takesMs?: (scheduledMs: number) => number
}

const run = (options: Record<string, unknown>, { fails = () => false, takesMs = () => 1 }: Behaviour = {}) =>
  runVirtually(options, async ({ iteration, wait }) => {
    await wait(takesMs(iteration.scheduledMs))
    if (fails(iteration.scheduledMs)) throw new Error('no')
  })

const budgetsOf = async (...given: Parameters<typeof run>) => {
  const { metrics } = await run(...given)
  return (metrics.budgets ?? [])
    .filter(({ budget }) => budget.startsWith('windows.'))
    .map(({ budget, verdict, actual, samples, detail }) => [budget, verdict, actual, samples, detail])
}

describe('a limit on any 10 s', () => {
  const windows = [{ everyMs: 10_000, successRate: { min: 0.99 } }]

  test('is missed by the last ten of 180 s, though 94 % of the whole succeeded', async () => {
    const budgets = { successRate: { min: 0.9 }, windows }
    const { metrics } = await run({ load: steady(180_000), budgets }, { fails: (ms) => ms >= 170_000 })
    expect(metrics.success_rate).toBeCloseTo(170 / 180)
    expect(metrics).toMatchObject({ verdict: 'fail', aborted: null })
    expect(metrics.budgets).toMatchObject([
      { budget: 'successRate', verdict: 'pass' },
      { budget: 'windows.10s.successRate', verdict: 'fail', actual: 0, samples: 100 },
    ])
    expect(metrics.budgets![1]!.detail).toBe('0 of 100, 100 failed; worst at 170-180 s')
  })

  test('is missed wherever the ten seconds begin', async () => {
    const fails = (ms: number): boolean => ms >= 14_000 && ms < 24_000
    expect(await budgetsOf({ load: steady(40_000), budgets: { ...lenient, windows } }, { fails })).toEqual([
      ['windows.10s.successRate', 'fail', 0, 100, '0 of 100, 100 failed; worst at 14-24 s'],
    ])
  })

  test('means the steady phase, and is counted from its beginning', async () => {
    const fails = (ms: number): boolean => ms < 1_500
    const load = steady(10_000, { warmupMs: 1_500 })
    expect(await budgetsOf({ load, budgets: { ...lenient, windows } }, { fails })).toEqual([
      ['windows.10s.successRate', 'pass', 1, 100, '100 of 100; worst at 1.5-11.5 s'],
    ])
  })

  test('holds for a load shorter than that, too', async () => {
    const fails = (ms: number): boolean => ms >= 1_900
    expect(await budgetsOf({ load: steady(2_000), budgets: { ...lenient, windows } }, { fails })).toEqual([
      ['windows.10s.successRate', 'fail', 0.95, 20, '19 of 20, 1 failed; worst due at 0-2 s'],
    ])
  })

  test('is missed by what ends in the drain', async () => {
    const behaviour = {
      takesMs: (ms: number) => (ms >= 11_900 ? 900 : 1),
      fails: (ms: number) => ms >= 11_900,
    }
    const short = [{ everyMs: 1_000, successRate: { min: 0.95 } }]
    expect(
      await budgetsOf({ load: steady(12_000), budgets: { ...lenient, windows: short } }, behaviour),
    ).toEqual([['windows.1s.successRate', 'fail', 0.9, 10, '9 of 10, 1 failed; worst due at 11-12 s']])
  })

  test('is not missed by the slow ones that a load always has, and that are alone in the drain', async () => {
    const budgets = {
      ...lenient,
      windows: [
        { everyMs: 1_000, successRate: { min: 0.7 }, latency: { p70: { maxMs: 11 } } },
        { everyMs: 5_000, successRate: { min: 0.7 }, latency: { p70: { maxMs: 11 } } },
      ],
    }
    for (const load of [
      steady(20_000, { iterationTimeoutMs: 3_500, drainMs: 5_000 }),
      {
        executor: 'shared-iterations',
        iterations: 600,
        concurrency: 40,
        thinkTimeMs: 1_000,
        iterationTimeoutMs: 3_500,
      },
    ]) {
      const { metrics } = await runVirtually({ load, budgets }, ({ iteration, wait }) =>
        wait(iteration.index % 10 === 9 ? 60_000 : 10),
      )
      expect(metrics.failure_count).toBe(metrics.total_processed / 10)
      expect(metrics).toMatchObject({ verdict: 'pass' })
    }
  })

  test('is missed by what was due long before the end, and ends in the drain', async () => {
    const budgets = { ...lenient, windows: [{ everyMs: 1_000, successRate: { min: 0.9 } }] }
    const outage = (ms: number): boolean => ms >= 5_000 && ms < 6_000
    const results = await budgetsOf(
      { load: steady(20_000, { drainMs: 30_000 }), budgets },
      { fails: outage, takesMs: (ms) => (outage(ms) ? 20_000 : 1) },
    )
    expect(results).toEqual([
      ['windows.1s.successRate', 'fail', 0, 10, '0 of 10, 10 failed; worst due at 5-6 s'],
    ])
  })

  test('counts what never ended, and starts that were dropped, where they were given up', async () => {
    const load = steady(20_000, { maxInFlight: 1, maxQueueMs: 500, drainMs: 100 })
    const takesMs = (ms: number): number => (ms >= 15_000 ? 60_000 : 1)
    const budgets = { ...lenient, windows: [{ everyMs: 2_000, dropped: { max: 0 }, unfinished: { max: 0 } }] }
    const results = await budgetsOf({ load, budgets }, { takesMs })
    expect(results.map(([budget, verdict, actual]) => [budget, verdict, actual])).toEqual([
      ['windows.2s.dropped', 'fail', 20],
      ['windows.2s.unfinished', 'fail', 1],
    ])
  })

  test('is missed by what a load that was cut off never came to', async () => {
    const load = { executor: 'shared-iterations', iterations: 100, maxDurationMs: 3_000 }
    const budgets = { ...lenient, windows: [{ everyMs: 2_000, dropped: { max: 50 } }] }
    const results = await budgetsOf({ load, budgets }, { takesMs: () => 100 })
    expect(results.map(([, verdict, actual]) => [verdict, actual])).toEqual([['fail', 70]])
  })
})

describe('a limit on times', () => {
  test('is held against each window alone', async () => {
    const windows = [
      { everyMs: 5_000, latency: { p95: { maxMs: 50 }, avg: { maxMs: 500 }, max: { maxMs: 50 } } },
    ]
    const takesMs = (ms: number): number => (ms >= 30_000 && ms < 31_000 ? 80 : 10)
    expect(await budgetsOf({ load: steady(60_000), budgets: { windows } }, { takesMs })).toEqual([
      ['windows.5s.latency.p95', 'fail', 80, 50, '50 samples; worst at 25.5-30.5 s'],
      ['windows.5s.latency.avg', 'pass', 24, 50, '50 samples; worst at 26-31 s'],
      ['windows.5s.latency.max', 'fail', 80, 50, '50 samples; worst at 25.5-30.5 s'],
    ])
  })

  test('may be on service time and lateness', async () => {
    const windows = [
      { everyMs: 1_000, serviceTime: { max: { maxMs: 300 } }, lateness: { max: { maxMs: 50 } } },
    ]
    const takesMs = (ms: number): number => (ms === 2_000 ? 300 : 1)
    const options = {
      load: steady(4_000, { maxInFlight: 1 }),
      budgets: { windows },
      health: { latenessMs: 1_000 },
    }
    const results = await budgetsOf(options, { takesMs })
    expect(results.map(([budget, verdict, actual]) => [budget, verdict, actual])).toEqual([
      ['windows.1s.serviceTime.max', 'pass', 300],
      ['windows.1s.lateness.max', 'fail', 200],
    ])
  })
})

describe('a limit on throughput', () => {
  const windows = [{ everyMs: 2_000, throughput: { minPerSecond: 9 } }]

  test('is missed while nothing ends', async () => {
    const takesMs = (ms: number): number => (ms >= 3_000 && ms < 6_000 ? 6_000 - ms : 1)
    expect(await budgetsOf({ load: steady(10_000), budgets: { windows } }, { takesMs })).toEqual([
      ['windows.2s.throughput', 'fail', 0, 1, '0 in 2.00 s; worst at 3-5 s'],
    ])
  })

  test('has what began in the warm-up and ended after it', async () => {
    const load = steady(10_000, { warmupMs: 4_000 })
    expect(await budgetsOf({ load, budgets: { windows } }, { takesMs: () => 500 })).toEqual([
      ['windows.2s.throughput', 'pass', 10, expect.any(Number), '20 in 2.00 s; worst at 4-6 s'],
    ])
  })

  test('is not blamed for the drain, in which nothing is asked for', async () => {
    const takesMs = (ms: number): number => (ms >= 9_900 ? 900 : 1)
    expect(await budgetsOf({ load: steady(10_000), budgets: { windows } }, { takesMs })).toEqual([
      ['windows.2s.throughput', 'pass', 9.5, 19, '19 in 2.00 s; worst at 8-10 s'],
    ])
  })
})

describe('a limit on throughput and several loads', () => {
  const windows = [{ everyMs: 2_000, throughput: { minPerSecond: 9 } }]
  const later = (startAfterMs: number, more: object = {}) => ({ ...steady(5_000), startAfterMs, ...more })

  test.each<[string, object]>([
    ['between two of them', { first: steady(5_000), second: later(10_000) }],
    ['in the warm-up of the second', { first: steady(5_000), second: later(5_000, { warmupMs: 4_000 }) }],
    [
      'while the last of a counted one is waited for',
      { first: steady(5_000), counted: { executor: 'shared-iterations', iterations: 1 } },
    ],
  ])('is not judged %s, when no load is asking', async (_, loads) => {
    const { metrics } = await runVirtually({ loads, budgets: { windows } }, ({ iteration, wait }) =>
      wait(iteration.load === 'counted' ? 20_000 : 100),
    )
    // In the first second of each, the first answer is still to come.
    expect(metrics.budgets!.slice(1)).toMatchObject([{ verdict: 'pass', actual: 9.5 }])
  })
})

describe('a window that nothing ended in', () => {
  const windows = [{ everyMs: 1_000, successRate: { min: 0.5 }, failures: { max: 3 } }]
  const trace = (...times: number[]) => ({ executor: 'replay', trace: times.map((at_ms) => ({ at_ms })) })

  test('is passed over where nothing was asked for', async () => {
    const results = await budgetsOf({ load: trace(0, 100, 8_000, 8_100), budgets: { windows } })
    expect(results.map(([, verdict, actual, samples]) => [verdict, actual, samples])).toEqual([
      ['pass', 1, 2],
      ['pass', 0, 2],
    ])
  })

  test('leaves the limit undecided where something was under way all the time', async () => {
    const takesMs = (ms: number): number => (ms === 100 ? 5_000 : 1)
    const { metrics } = await run({ load: trace(0, 100, 8_000), budgets: { windows } }, { takesMs })
    expect(metrics).toMatchObject({ verdict: 'invalid', cause: 'no-evidence' })
    expect(metrics.budgets!.slice(1)).toMatchObject([
      {
        budget: 'windows.1s.successRate',
        verdict: 'invalid',
        detail: 'at 0.1-1.1 s nothing ended, although iterations were under way',
      },
      { budget: 'windows.1s.failures', verdict: 'invalid' },
    ])
  })

  test('does not hide one that misses the limit', async () => {
    const takesMs = (ms: number): number => (ms === 100 ? 5_000 : 1)
    const { metrics } = await run(
      { load: trace(0, 100, 8_000), budgets: { ...lenient, windows } },
      { takesMs, fails: (ms) => ms === 8_000 },
    )
    expect(metrics.budgets!.map(({ verdict }) => verdict)).toEqual(['pass', 'fail', 'invalid'])
    expect(metrics.verdict).toBe('fail')
  })
})
