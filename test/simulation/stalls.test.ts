import { describe, expect, test } from 'vitest'
import { measureGroup } from '../../src/budget/measure-group.ts'
import { runVirtually } from '../support/virtual-run.ts'

const open = { executor: 'constant-arrival-rate', ratePerSecond: 100, durationMs: 10_000 }
const serviceMs = 5
/** Percentiles come from buckets that are 0.1 % wide. */
const about = (ms: number) =>
  expect.toSatisfy((value: number) => Math.abs(value / ms - 1) <= 0.001, `about ${ms}`)
const stall = { fromMs: 4_000, lengthMs: 2_000 }

/** Answers after 5 ms, and not at all while it stalls. */
function stallingTarget({ clock }: { clock: { now(): number; sleep(ms: number): Promise<void> } }) {
  const originMs = clock.now()
  return {
    call: () => {
      const intoStallMs = clock.now() - originMs - stall.fromMs
      const stalled = intoStallMs >= 0 && intoStallMs < stall.lengthMs
      return clock.sleep((stalled ? stall.lengthMs - intoStallMs : 0) + serviceMs)
    },
  }
}

type Stalling = ReturnType<typeof stallingTarget>

describe('a target that stalls for 2 s of 10 s, under 100 starts a second, one at a time', () => {
  // The one that meets the stall holds the only slot, and those behind it catch up by 5 ms each: the k-th that came since
  // takes 2005 - 5k, down to the usual 5. So 400 of the 1,000 wait, and the worst hundredth are the first ten of them.
  const response = (k: number) => stall.lengthMs + serviceMs - 5 * k
  const waiting = 400
  const meanMs =
    serviceMs +
    Array.from({ length: waiting }, (_, k) => response(k) - serviceMs).reduce((a, b) => a + b) / 1_000

  const runIt = () =>
    runVirtually<Stalling>({ load: { ...open, maxInFlight: 1 }, target: stallingTarget }, ({ target }) =>
      target.call(),
    )

  test('response time tells of all who waited, service time of the one call, lateness of the others', async () => {
    const { metrics } = await runIt()
    const { response: responses, service, lateness } = metrics.latency!
    expect(responses).toMatchObject({
      p50_ms: about(serviceMs),
      p90_ms: about(response(100)),
      p99_ms: about(response(10)),
      max_ms: response(0),
    })
    expect(service).toMatchObject({ p99_ms: about(serviceMs), p99_9_ms: about(serviceMs), max_ms: 2_005 })
    // The one that met the stall came on time.
    expect(lateness).toMatchObject({ min_ms: 0, p50_ms: 0, max_ms: response(1) - serviceMs })
  })

  test('there are as many samples as starts, and their mean is exact: nothing is filled in on top', async () => {
    const { metrics } = await runIt()
    expect(metrics.latency!.response).toMatchObject({ count: 1_000, avg_ms: meanMs })
    expect(metrics.latency!.service).toMatchObject({ count: 1_000, avg_ms: serviceMs + 2 })
    expect(metrics.latency!.lateness).toMatchObject({ count: 1_000, avg_ms: meanMs - serviceMs - 2 })
  })

  test('a closed load has one slow call, and no more is made of it', async () => {
    const load = { executor: 'constant-concurrency', concurrency: 1, durationMs: 10_000 }
    const { metrics } = await runVirtually<Stalling>({ load, target: stallingTarget }, ({ target }) =>
      target.call(),
    )
    // 800 before it, one of 2,005 ms, 799 in what is left.
    expect(metrics.latency).toMatchObject({
      response: {
        count: 1_600,
        p99_9_ms: about(serviceMs),
        max_ms: 2_005,
        avg_ms: serviceMs + stall.lengthMs / 1_600,
      },
      lateness: null,
    })
  })
})

describe('a target that never answers one call in a hundred', () => {
  const drainMs = 3_000

  test('has them counted, each at its age when the run gave up', async () => {
    const { metrics, recording } = await runVirtually(
      { load: { ...open, drainMs, iterationTimeoutMs: 60_000 }, budgets: { successRate: { min: 0 } } },
      ({ iteration, wait }) => (iteration.index % 100 === 50 ? new Promise(() => {}) : wait(serviceMs)),
    )
    expect(metrics).toMatchObject({ unfinished_iterations: 10, success_count: 990 })
    // The youngest began at 9,500 ms, the oldest at 500 ms; all are given up at 13,000 ms.
    const ages = Array.from({ length: 10 }, (_, index) => 3_500 + index * 1_000)
    const { response, service, lateness } = measureGroup(recording!, {})
    for (const series of [response, service]) {
      expect(series.percentileMs(99.5)).toBeGreaterThanOrEqual(drainMs)
      expect(series.count).toBe(1_000)
      expect(series.maxMs).toBe(ages.at(-1))
      expect(series.avgMs).toBe((990 * serviceMs + ages.reduce((a, b) => a + b)) / 1_000)
    }
    expect(lateness!.maxMs).toBe(0)
  })

  test('with one slot for all, those behind it are dropped and have waited', async () => {
    const load = { ...open, drainMs, iterationTimeoutMs: 60_000, maxInFlight: 1 }
    const { metrics } = await runVirtually(
      { load, budgets: { successRate: { min: 0 } } },
      ({ iteration, wait }) => (iteration.index === 50 ? new Promise(() => {}) : wait(serviceMs)),
    )
    expect(metrics).toMatchObject({
      success_count: 50,
      unfinished_iterations: 1,
      dropped_iterations: 949,
    })
    // 50 were served; the median is then the 450th youngest of those that stay, due 10 ms apart and the last at 9,990 ms.
    const p50_ms = about(3_010 + 10 * 449)
    expect(metrics.latency!.response).toMatchObject({ count: 1_000, max_ms: 12_500, p50_ms })
    expect(metrics.latency!.service).toMatchObject({ count: 51, max_ms: 12_500 })
  })
})
