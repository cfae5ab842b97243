import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { sleep } from '../../../src/foundation/clock.ts'
import { VirtualClock } from '../../../src/foundation/virtual-clock.ts'
import { CountingClock } from '../../support/counting-clock.ts'
import { runVirtually } from '../../support/virtual-run.ts'
import { spiedTarget } from '../../support/spied-target.ts'

const hang = (): Promise<never> => new Promise(() => {})
const unhandled: unknown[] = []
const take = (reason: unknown): number => unhandled.push(reason)
beforeEach(() => void process.on('unhandledRejection', take))
afterEach(async () => {
  await new Promise((resolve) => setImmediate(resolve))
  process.off('unhandledRejection', take)
  expect(unhandled.splice(0)).toEqual([])
})

describe('iterations that are unfinished at the end', () => {
  const load = {
    executor: 'constant-arrival-rate',
    ratePerSecond: 10,
    durationMs: 1000,
    drainMs: 4000,
    iterationTimeoutMs: 60_000,
  }

  test('are counted apart, and enter at their age', async () => {
    const { metrics, endMs } = await runVirtually({ load }, ({ iteration }) =>
      iteration.index === 5 ? hang() : undefined,
    )
    expect(metrics).toMatchObject({
      total_processed: 9,
      success_count: 9,
      unfinished_iterations: 1,
      verdict: 'fail',
    })
    expect(metrics.latency!.response).toMatchObject({ count: 10, max_ms: 4500 })
    expect(metrics.latency_stats.max_ms).toBe(4500)
    expect(metrics.budgets).toMatchObject([
      { budget: 'successRate', actual: 0.9, detail: '9 of 10, 1 unfinished' },
    ])
    // The wait for the one that never finished is no time in which the target was asked for anything.
    expect([endMs, metrics.duration]).toEqual([5000, 1])
  })

  test('have their signal aborted, and settle into nothing afterwards', async () => {
    const clock = new VirtualClock()
    const aborted: string[] = []
    const { metrics } = await runVirtually(
      { load },
      async ({ iteration, wait }) => {
        iteration.signal.addEventListener('abort', () => aborted.push(String(iteration.signal.reason)))
        await wait(20_000)
        throw new Error('after the end')
      },
      { clock },
    )
    await clock.run(sleep(clock, 60_000))
    expect(aborted).toEqual(Array.from({ length: 10 }, () => 'Error: the load has ended'))
    expect(metrics).toMatchObject({ total_processed: 0, unfinished_iterations: 10, failures: [] })
  })
})

describe('starts that still wait for a slot at the end', () => {
  test('are dropped at their age, which counts in response time', async () => {
    const load = {
      executor: 'constant-arrival-rate',
      ratePerSecond: 10,
      durationMs: 1000,
      maxInFlight: 1,
      drainMs: 500,
      iterationTimeoutMs: 60_000,
    }
    const { metrics } = await runVirtually({ load }, hang)
    expect(metrics).toMatchObject({ unfinished_iterations: 1, dropped_iterations: 9 })
    expect(metrics.latency!.response).toMatchObject({ count: 10, min_ms: 600, max_ms: 1500 })
    expect(metrics.latency!.service!.count).toBe(1)
  })
})

describe('a load that completed nothing', () => {
  const load = {
    executor: 'constant-concurrency',
    concurrency: 2,
    durationMs: 80,
    drainMs: 100,
    iterationTimeoutMs: 60_000,
  }

  test('is invalid, whatever its budgets allow', async () => {
    const { metrics } = await runVirtually({ load, budgets: { successRate: { min: 0 } } }, hang)
    expect(metrics).toMatchObject({
      verdict: 'invalid',
      cause: 'no-evidence',
      problems: ['the load completed nothing'],
      success_rate: null,
      unfinished_iterations: 2,
    })
  })

  test('but failed is a failure', async () => {
    const { metrics } = await runVirtually({ load: { ...load, iterationTimeoutMs: 90 } }, hang)
    expect(metrics).toMatchObject({
      verdict: 'fail',
      failure_count: 2,
      success_rate: 0,
      failures: [{ reason: 'timeout', count: 2 }],
    })
  })
})

describe('a run that is ended early', () => {
  const load = {
    executor: 'constant-arrival-rate',
    ratePerSecond: 100,
    durationMs: 10_000,
    iterationTimeoutMs: 60_000,
  }

  test('by its signal is invalid; what it knows is kept and the target is closed', async () => {
    const clock = new VirtualClock()
    const controller = new AbortController()
    const { seen, target } = spiedTarget()
    clock.after(505, () => controller.abort())
    const { metrics, endMs } = await runVirtually({ load, target }, () => {}, {
      clock,
      signal: controller.signal,
    })
    expect(metrics).toMatchObject({
      verdict: 'invalid',
      cause: 'error',
      problems: ['RunEndedError: the run was ended early: the test was cancelled or timed out'],
      success_count: 51,
      dropped_iterations: 949,
    })
    expect([endMs, seen]).toEqual([505, { built: 1, closed: ['close'] }])
  })

  test('before it began builds nothing that stays open', async () => {
    const { seen, target } = spiedTarget()
    const { metrics } = await runVirtually({ load, target }, () => {}, { signal: AbortSignal.abort() })
    expect(metrics).toMatchObject({ verdict: 'invalid', total_processed: 0 })
    expect(seen.closed).toHaveLength(seen.built)
  })

  test('by its time limit is invalid, and says the limit', async () => {
    const { metrics, endMs } = await runVirtually({ load }, hang, { timeoutMs: 2500 })
    expect(metrics).toMatchObject({
      verdict: 'invalid',
      problems: ['RunEndedError: the run took longer than its time limit of 2.5 s'],
      unfinished_iterations: 251,
    })
    expect(endMs).toBe(2500)
  })

  test('of a closed model says what did not start', async () => {
    const counted = { executor: 'per-agent-iterations', agents: 2, iterations: 100 }
    const { metrics } = await runVirtually({ load: counted }, ({ wait }) => wait(1000), { timeoutMs: 5500 })
    expect(metrics).toMatchObject({
      success_count: 10,
      unfinished_iterations: 2,
      dropped_iterations: 188,
      verdict: 'invalid',
    })
  })

  test('leaves nothing running', async () => {
    const clock = new VirtualClock()
    let iterations = 0
    await runVirtually({ load }, ({ wait }) => (iterations++, wait(30)), { clock, timeoutMs: 100 })
    const atEnd = iterations
    await clock.run(sleep(clock, 60_000))
    expect(iterations).toBe(atEnd)
    await expect(clock.run(hang())).rejects.toThrow('nothing left to do')
  })
})

describe('timers', () => {
  const think = { executor: 'constant-concurrency', concurrency: 3, durationMs: 500, thinkTimeMs: 5000 }
  const open = {
    executor: 'constant-arrival-rate',
    ratePerSecond: 50,
    durationMs: 500,
    drainMs: 100,
    maxInFlight: 3,
  }

  test.each([
    ['a load that went well', open, 10, {}],
    ['a load that was counted', { executor: 'shared-iterations', iterations: 5 }, 10, {}],
    ['virtual users that think', think, 10, {}],
    ['iterations that were not waited for', { ...open, iterationTimeoutMs: 60_000 }, null, {}],
    ['a run that was ended at its time limit', open, 10, { timeoutMs: 205 }],
  ])('are all gone after %s', async (_, load, takesMs, settings) => {
    const clock = new CountingClock()
    await runVirtually({ load }, ({ wait }) => (takesMs === null ? hang() : wait(takesMs)), {
      clock,
      ...settings,
    })
    // What the workload itself waits for is its own.
    await clock.run(sleep(clock, 20))
    expect(clock.pending).toBe(0)
  })
})

describe.each([
  ['open', { executor: 'constant-arrival-rate', ratePerSecond: 100, durationMs: 1000 }],
  ['closed', { executor: 'shared-iterations', iterations: 100 }],
])('a data source that throws, %s model', (_, load) => {
  const source = (next: (index: number) => unknown) => ({
    carries: 'data',
    open:
      () =>
      ({ index }: { index: number }) =>
        next(index),
  })
  const rowsUpTo = (end: number) =>
    source((index) => {
      if (index === end) throw new RangeError(`no row ${index}`)
      return index
    })

  test.each([0, 7])('at row %d makes the run invalid, and says what it threw', async (end) => {
    const { seen, target } = spiedTarget()
    const { metrics } = await runVirtually({ load, target, data: rowsUpTo(end) }, () => {})
    expect(metrics).toMatchObject({
      verdict: 'invalid',
      cause: 'error',
      problems: [`RangeError: no row ${end}`],
      success_count: end,
      dropped_iterations: 100 - end,
    })
    expect(seen).toEqual({ built: 1, closed: ['close'] })
  })

  test('when it is opened makes the run invalid, and the target is closed', async () => {
    const { seen, target } = spiedTarget()
    const open = (): never => {
      throw new Error('no file')
    }
    const { metrics } = await runVirtually({ load, target, data: { carries: 'data', open } }, () => {})
    expect(metrics).toMatchObject({
      verdict: 'invalid',
      cause: 'error',
      problems: ['no file'],
      total_processed: 0,
    })
    expect(seen.closed).toEqual(['close'])
  })

  test.each([
    ['a promise', () => Promise.resolve(() => 1), 'a promise'],
    ['a list', () => [1, 2], '[1,2]'],
    ['nothing', () => undefined, 'nothing'],
  ])('when it opens into %s makes the run invalid, and says what is expected', async (_, open, got) => {
    let iterations = 0
    const { seen, target } = spiedTarget()
    const options = { load, target, data: { carries: 'data', open } }
    const { metrics } = await runVirtually(options, () => iterations++)
    expect(metrics).toMatchObject({
      verdict: 'invalid',
      cause: 'error',
      problems: [`data: 1 problem\n  data: expected open() to return a function that draws, got ${got}`],
      total_processed: 0,
    })
    expect([iterations, seen]).toEqual([0, { built: 1, closed: ['close'] }])
  })
})
