import { describe, expect, test } from 'vitest'
import { sleep } from '../../../src/foundation/clock.ts'
import { BlockingClock } from '../../support/blocking-clock.ts'
import { runVirtually } from '../../support/virtual-run.ts'

const load = { executor: 'constant-arrival-rate', ratePerSecond: 100, durationMs: 20_000 }

interface Given {
  windows: object
  /** Times at which something holds the event loop for 200 ms. */
  heldAt?: readonly number[]
  takesMs?: (scheduledMs: number) => number
  more?: object
}

async function run({ windows, heldAt = [12_000], takesMs = () => 5, more = {} }: Given) {
  const clock = new BlockingClock()
  for (const ms of heldAt) void sleep(clock, ms).then(() => clock.block(200))
  const budgets = { successRate: { min: 0 }, windows: [{ everyMs: 1_000, ...windows }] }
  const { metrics } = await runVirtually(
    { load: { ...load, ...more }, budgets },
    ({ iteration, wait }) => wait(takesMs(iteration.scheduledMs)),
    { clock },
  )
  const [, result] = metrics.budgets!
  return { verdict: metrics.verdict, aborted: metrics.aborted, result: result! }
}

describe('a generator that was late once', () => {
  test.each([
    ['latency', { latency: { p95: { maxMs: 100 } } }],
    ['throughput', { throughput: { minPerSecond: 90 } }],
  ])('fails no window by %s, and the result says how many were not judged', async (_, limit) => {
    for (const end of [{}, { abortOnBreach: true }]) {
      const { verdict, aborted, result } = await run({ windows: { ...limit, ...end } })
      expect({ verdict, aborted }).toEqual({ verdict: 'pass', aborted: null })
      expect(result.detail).toMatch(/; worst at .*; \d+ windows? not judged: the generator was late$/)
    }
  })

  test('is no excuse for a target that was slower than that in the same second', async () => {
    const takesMs = (ms: number): number => (ms >= 11_700 && ms < 11_950 ? 400 : 5)
    const { verdict, result } = await run({ windows: { latency: { p95: { maxMs: 100 } } }, takesMs })
    expect([verdict, result.verdict]).toEqual(['fail', 'fail'])
  })

  test('is no excuse for failures', async () => {
    const { result } = await run({
      windows: { dropped: { max: 0 } },
      more: { maxInFlight: 1, maxQueueMs: 0 },
      takesMs: () => 9,
    })
    expect(result).toMatchObject({ budget: 'windows.1s.dropped', verdict: 'fail' })
  })
})

test('a target that leaves no slot free makes starts late by itself', async () => {
  const takesMs = (ms: number): number => (ms >= 12_000 && ms < 13_000 ? 40 : 5)
  const given = { windows: { latency: { p95: { maxMs: 100 } } }, more: { maxInFlight: 2 }, takesMs }
  const { verdict, result } = await run({ ...given, heldAt: [] })
  expect([verdict, result.detail]).toEqual(['fail', expect.not.stringContaining('generator')])
})

test('where the generator was late in each window, nothing is known', async () => {
  const heldAt = Array.from({ length: 40 }, (_, at) => at * 500)
  const { verdict, result } = await run({ windows: { latency: { p95: { maxMs: 100 } } }, heldAt })
  expect(verdict).toBe('invalid')
  expect(result).toMatchObject({ verdict: 'invalid', detail: 'the generator was late in each window' })
})
