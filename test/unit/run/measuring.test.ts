import { describe, expect, test } from 'vitest'
import { VirtualClock } from '../../../src/foundation/virtual-clock.ts'
import type { Progress } from '../../../src/model/wire.ts'
import { runVirtually } from '../../support/virtual-run.ts'

describe('what a run measures', () => {
  test('counts each finished iteration once, under its agent and its type', async () => {
    const types = ['SYSTEM_TO_AGENT', 'BROADCAST', 'SYSTEM_TO_AGENT', 'ONBOARDING']
    const data = {
      carries: 'message',
      open:
        () =>
        ({ index }: { index: number }) => ({ type: types[index % 4] }),
    }
    const load = { executor: 'per-agent-iterations', agents: 2, iterations: 10 }
    const { metrics } = await runVirtually(
      { load, data, budgets: { successRate: { min: 0 } } },
      ({ iteration, wait }) => {
        if (iteration.index === 3) throw new TypeError('no')
        return wait(10)
      },
    )
    expect(metrics).toMatchObject({
      verdict: 'pass',
      cause: null,
      problems: [],
      total_processed: 20,
      success_count: 19,
      failure_count: 1,
      success_rate: 0.95,
      by_agent: { 'Agent-1': 10, 'Agent-2': 10 },
      by_message_type: { SYSTEM_TO_AGENT: 10, BROADCAST: 5, ONBOARDING: 5 },
      failures: [{ reason: 'TypeError', count: 1, example: 'no' }],
      dropped_iterations: 0,
      unfinished_iterations: 0,
      duration: 0.1,
      throughput: 190,
    })
    expect(metrics.agents!['Agent-2']).toMatchObject({
      total_processed: 10,
      success_count: 9,
      failure_count: 1,
    })
    expect(metrics.latency!.lateness).toBeNull()
  })

  test('leaves sections that were not measured null', async () => {
    const { metrics } = await runVirtually(
      { load: { executor: 'shared-iterations', iterations: 1 } },
      () => {},
    )
    const {
      by_agent,
      by_message_type,
      agents,
      message_types,
      deliveries_by_agent,
      queue_depth,
      guarantees,
      health,
      memory,
    } = metrics
    const sections = {
      by_agent,
      by_message_type,
      agents,
      message_types,
      deliveries_by_agent,
      queue_depth,
      guarantees,
      health,
      memory,
    }
    expect(Object.entries(sections).filter(([, section]) => section !== null)).toEqual([])
  })

  test('tells the plan, and identity and seed', async () => {
    const load = {
      executor: 'constant-arrival-rate',
      ratePerSecond: 10,
      durationMs: 1000,
      warmupMs: 200,
      agents: 3,
    }
    const { metrics } = await runVirtually({ load }, () => {})
    expect(metrics).toMatchObject({
      name: 'suite > orders survive',
      file: 'stress/orders.stress.ts',
      seed: 7,
      expected_verdict: 'pass',
    })
    expect(metrics.plan).toMatchObject({
      executor: 'constant-arrival-rate',
      model: 'open',
      planned_iterations: 12,
      planned_ms: 1200,
      warmup_ms: 200,
      agents: 3,
      options: { ratePerSecond: 10, arrivals: 'uniform' },
    })
  })

  test('tells how far it is', async () => {
    const told: Progress[] = []
    const load = { executor: 'constant-concurrency', concurrency: 2, durationMs: 3000 }
    await runVirtually({ load }, ({ wait }) => wait(100), { onProgress: (progress) => told.push(progress) })
    expect(told.length).toBeGreaterThanOrEqual(10)
    expect(told.at(-1)).toMatchObject({ plannedMs: 3000, plannedIterations: null, failed: 0, dropped: 0 })
    expect(told.map(({ elapsedMs }) => elapsedMs)).toEqual(told.map((_, index) => 300 * index))
    expect(told[5]!.p95Ms).toBeCloseTo(100, 0)
  })

  test.each([
    ['open', { executor: 'constant-arrival-rate', ratePerSecond: 100, durationMs: 100 }],
    ['closed', { executor: 'shared-iterations', iterations: 10, concurrency: 2 }],
  ])('is heard before the first iteration, and the event loop has a turn between (%s)', async (_, load) => {
    const clock = new VirtualClock()
    const order: string[] = []
    const told: Progress[] = []
    await runVirtually({ load }, () => order.push('iteration'), {
      clock,
      onProgress: (progress) => {
        told.push(progress)
        order.push('progress')
        clock.after(0, () => order.push('turn'))
      },
    })
    expect(order.slice(0, 3)).toEqual(['progress', 'turn', 'iteration'])
    expect(told[0]).toMatchObject({ elapsedMs: 0, started: 0, succeeded: 0, inFlight: 0, p95Ms: null })
    expect(told[0]!.plannedIterations).toBe(10)
  })

  test('has a line for each second, which add up to the whole', async () => {
    const load = { executor: 'constant-arrival-rate', ratePerSecond: 100, durationMs: 12_500 }
    const { metrics } = await runVirtually({ load }, ({ wait }) => wait(5))
    const seconds = metrics.timeline!
    expect(seconds.map(({ second }) => second)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12])
    for (const { started } of seconds.slice(0, 12)) expect(Math.abs(started - 100)).toBeLessThanOrEqual(1)
    expect(seconds.reduce((sum, { started }) => sum + started, 0)).toBe(1250)
    expect(seconds.reduce((sum, { succeeded }) => sum + succeeded, 0)).toBe(1250)
    expect(seconds[0]!.p99_ms).toBe(5)
  })

  test('lasts to the planned end, or to the last outcome if that is later', async () => {
    const load = { executor: 'constant-arrival-rate', ratePerSecond: 10, durationMs: 1000 }
    const short = await runVirtually({ load }, () => {})
    expect(short.metrics).toMatchObject({ duration: 1, throughput: 10 })
    const long = await runVirtually({ load }, ({ wait }) => wait(600))
    expect(long.metrics.duration).toBeCloseTo(1.5, 5)
  })
})

describe('the warm-up', () => {
  const load = {
    executor: 'constant-arrival-rate',
    ratePerSecond: 100,
    durationMs: 1000,
    warmupMs: 500,
    agents: 1,
  }

  test('is counted, and feeds neither budgets nor latency', async () => {
    const budgets = { latency: { max: { maxMs: 20 } }, failures: { max: 0 } }
    const { metrics } = await runVirtually({ load, budgets }, async ({ iteration, wait }) => {
      await wait(iteration.phase === 'warmup' ? 300 : 10)
      if (iteration.phase === 'warmup') throw new Error('cold')
    })
    expect(metrics).toMatchObject({
      verdict: 'pass',
      total_processed: 150,
      failure_count: 50,
      success_count: 100,
    })
    expect(metrics.latency_stats).toMatchObject({
      min_ms: expect.closeTo(10, 3) as unknown,
      max_ms: expect.closeTo(10, 3) as unknown,
    })
    expect(metrics.latency!.response!.count).toBe(100)
    expect(metrics.agents!['Agent-1']).toMatchObject({ total_processed: 150, latency: { count: 100 } })
  })

  test('can have budgets of its own', async () => {
    const budgets = { phases: { warmup: { latency: { max: { maxMs: 100 } } } } }
    const { metrics } = await runVirtually({ load, budgets }, ({ iteration, wait }) =>
      wait(iteration.phase === 'warmup' ? 300 : 10),
    )
    expect(metrics.budgets).toMatchObject([
      { budget: 'successRate', verdict: 'pass', samples: 100 },
      { budget: 'phases.warmup.latency.max', verdict: 'fail', samples: 50 },
    ])
  })
})

describe('a target that stalls under an open load', () => {
  /** Everything that comes while the target stalls waits for one lock; a closed loop would not have sent it. */
  async function stall(maxInFlight: number) {
    const load = { executor: 'constant-arrival-rate', ratePerSecond: 100, durationMs: 10_000, maxInFlight }
    return runVirtually({ load }, ({ iteration, wait }) => wait(iteration.index === 300 ? 2000 : 1))
  }

  test('shows in response time at p99, and not in service time', async () => {
    const { metrics } = await stall(1)
    const { response, service } = metrics.latency!
    expect(response!.p99_ms).toBeGreaterThan(1800)
    expect(response!.max_ms).toBeCloseTo(2000, 0)
    expect(service!.p99_ms).toBeLessThan(1.1)
    expect(service!.max_ms).toBeCloseTo(2000, 0)
    expect(metrics).toMatchObject({ total_processed: 1000, dropped_iterations: 0 })
  })

  test('shows in one sample only where a slot is free for the others', async () => {
    const { metrics } = await stall(10_000)
    expect(metrics.latency!.response!.p99_ms).toBeLessThan(1.1)
    expect(metrics.latency!.lateness!.max_ms).toBeLessThan(0.01)
  })
})

test('starts that no slot came free for are dropped and charged to the target, at their age', async () => {
  const load = {
    executor: 'constant-arrival-rate',
    ratePerSecond: 10,
    durationMs: 1000,
    maxInFlight: 1,
    maxQueueMs: 150,
  }
  const { metrics } = await runVirtually({ load }, ({ wait }) => wait(5000))
  expect(metrics).toMatchObject({ success_count: 1, dropped_iterations: 9, verdict: 'fail' })
  expect(metrics.latency!.response!.count).toBe(10)
  expect(metrics.budgets).toMatchObject([{ actual: 0.1, detail: '1 of 10, 9 dropped' }])
})
