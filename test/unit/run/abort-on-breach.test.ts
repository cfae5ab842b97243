import { describe, expect, test } from 'vitest'
import { VirtualClock } from '../../../src/foundation/virtual-clock.ts'
import { runVirtually } from '../../support/virtual-run.ts'

const open = { executor: 'constant-arrival-rate', ratePerSecond: 10, durationMs: 60_000, drainMs: 2_000 }
const closed = { executor: 'constant-concurrency', concurrency: 2, durationMs: 60_000, drainMs: 2_000 }
const counted = { executor: 'shared-iterations', iterations: 1_200, concurrency: 2, drainMs: 2_000 }

const windows = (abortOnBreach: unknown, more: object = { successRate: { min: 0.9 } }) => ({
  successRate: { min: 0 },
  windows: [{ everyMs: 5_000, abortOnBreach, ...more }],
})

const done: string[] = []
const hooks = {
  target: () => ({ close: () => void done.push('closed') }),
  afterEachUser: () => void done.push('user left'),
  teardown: () => void done.push('torn down'),
}

/** Iterations take 100 ms, and fail from `failFromMs` of the run on. */
function run(options: Record<string, unknown>, failFromMs = Infinity, takesMs = 100) {
  const clock = new VirtualClock()
  const workload = async ({ wait }: { wait: (ms: number) => Promise<void> }): Promise<void> => {
    await wait(takesMs)
    if (clock.now() >= failFromMs) throw new Error('no')
  }
  return runVirtually(options, workload, { clock })
}

describe.each([
  ['an open load', open],
  ['a closed load', closed],
  ['a counted load', counted],
])('abortOnBreach ends %s', (_, load) => {
  test('with the window that misses a limit, and blames it for nothing that was not due', async () => {
    const { metrics, endMs } = await run({ load, budgets: windows(true) }, 10_000)
    // One failure in ten is still allowed: half a second of failures is the most.
    expect(metrics.aborted!.budget).toBe('windows.5s.successRate')
    expect(metrics.aborted!.at_ms).toBeGreaterThan(10_500)
    expect(metrics.aborted!.at_ms).toBeLessThanOrEqual(11_250)
    expect(endMs).toBeLessThan(11_500)
    expect(metrics).toMatchObject({ verdict: 'fail', dropped_iterations: 0, unfinished_iterations: 0 })
    expect(metrics.duration).toBeLessThan(11.5)
    expect(metrics.problems).toEqual([
      `the load was ended at ${(metrics.aborted!.at_ms / 1000).toFixed(1)} s: windows.5s.successRate was missed`,
    ])
    // The window that ended the run, and none that the end has cut off.
    const toSeconds = (Math.floor(metrics.aborted!.at_ms / 500) / 2).toString()
    expect(metrics.budgets!.filter(({ verdict }) => verdict === 'fail')).toMatchObject([
      { budget: 'windows.5s.successRate', detail: expect.stringContaining(`-${toSeconds} s`) },
    ])
  })

  test('not before the grace period is over, though an earlier window fails', async () => {
    const { metrics } = await run({ load, budgets: windows({ afterMs: 20_000 }) }, 10_000)
    expect(metrics.aborted).toMatchObject({ budget: 'windows.5s.successRate', at_ms: 20_000 })
  })

  test('not where no window misses a limit', async () => {
    const { metrics } = await run({ load, budgets: windows(true) })
    expect(metrics).toMatchObject({ verdict: 'pass', aborted: null })
  })

  test('not without being asked to', async () => {
    const { metrics } = await run({ load, budgets: windows(undefined) }, 10_000)
    expect(metrics).toMatchObject({ verdict: 'fail', aborted: null })
    expect(metrics.duration).toBeGreaterThan(50)
  })
})

describe('a run that is ended by a budget', () => {
  test('is drained, and everything is cleared away', async () => {
    done.length = 0
    const { metrics } = await run(
      { load: { ...closed, concurrency: 1 }, budgets: windows(true), ...hooks },
      5_000,
      900,
    )
    expect(done).toEqual(['user left', 'torn down', 'closed'])
    // What was in flight ended by itself.
    expect(metrics.unfinished_iterations).toBe(0)
    expect(metrics.duration * 1000).toBeGreaterThan(metrics.aborted!.at_ms)
  })

  test('waits for what is in flight no longer than the drain, and counts it as unfinished', async () => {
    const limit = { throughput: { minPerSecond: 1 }, unfinished: { max: 0 } }
    const { metrics, endMs } = await run({ load: open, budgets: windows(true, limit) }, Infinity, 3_600_000)
    expect(metrics.aborted).toEqual({ at_ms: 5_000, budget: 'windows.5s.throughput' })
    expect(endMs).toBe(7_000)
    expect(metrics).toMatchObject({ unfinished_iterations: 50, dropped_iterations: 0 })
    // They might have ended, had the run gone on.
    expect(metrics.budgets!.find(({ budget }) => budget === 'windows.5s.unfinished')!.verdict).toBe('invalid')
  })

  test('ends all of its loads, also one that has not begun', async () => {
    const loads = { open, closed, late: { ...counted, startAfterMs: 30_000 } }
    const { metrics, endMs } = await run({ loads, budgets: windows(true) }, 10_000)
    expect(endMs).toBeLessThan(11_500)
    expect(metrics).toMatchObject({ verdict: 'fail', dropped_iterations: 0 })
    expect(metrics.loads!['late']).toMatchObject({ total_processed: 0, dropped_iterations: 0 })
  })

  test('does not end for what comes in the drain', async () => {
    const load = { ...open, durationMs: 10_000, drainMs: 20_000 }
    const limit = { latency: { max: { maxMs: 5_000 } } }
    const { metrics } = await run({ load, budgets: windows(true, limit) }, Infinity, 12_000)
    expect(metrics).toMatchObject({ verdict: 'fail', aborted: null, unfinished_iterations: 0 })
  })

  test('does not end a counted load for what comes after its last start', async () => {
    const load = { ...counted, iterations: 200 }
    const limit = { throughput: { minPerSecond: 1 } }
    const budgets = windows(true, limit)
    const { metrics } = await runVirtually({ load, budgets }, ({ iteration, wait }) =>
      wait(iteration.index === 199 ? 20_000 : 100),
    )
    expect(metrics).toMatchObject({ verdict: 'pass', aborted: null, unfinished_iterations: 0 })
  })

  test('leaves a load that was over as it was: what it never came to is missing', async () => {
    const over = { executor: 'shared-iterations', iterations: 1_000, concurrency: 10, maxDurationMs: 2_000 }
    const budgets = {
      ...windows(true),
      loads: { over: { dropped: { max: 0 }, throughput: { minPerSecond: 90 } } },
    }
    const { metrics } = await run({ loads: { over, open }, budgets }, 10_000)
    expect(metrics.aborted).not.toBeNull()
    expect(metrics.loads!['over']).toMatchObject({ dropped_iterations: 800, duration: 2 })
    expect(metrics.budgets!.filter(({ budget }) => budget.startsWith('loads.'))).toMatchObject([
      { budget: 'loads.over.throughput', verdict: 'pass', actual: 100 },
      { budget: 'loads.over.dropped', verdict: 'fail', actual: 800 },
    ])
  })
})
