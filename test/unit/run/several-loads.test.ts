import { describe, expect, test } from 'vitest'
import { agentMessages } from '../../../src/queue/agent-messages.ts'
import { runVirtually, scenarioOf } from '../../support/virtual-run.ts'

const steady = { executor: 'constant-arrival-rate', ratePerSecond: 10, durationMs: 10_000 }
const spike = {
  executor: 'constant-arrival-rate',
  ratePerSecond: 100,
  durationMs: 1_000,
  startAfterMs: 4_000,
}

describe('several loads', () => {
  test('run at the same time, each at its own, and each is measured apart', async () => {
    const { metrics } = await runVirtually({ loads: { steady, spike } }, ({ iteration, wait }) =>
      wait(iteration.load === 'spike' ? 50 : 5),
    )
    expect(metrics.verdict).toBe('pass')
    expect(metrics.loads).toMatchObject({
      steady: {
        start_after_ms: 0,
        total_processed: 100,
        duration: 10,
        throughput: 10,
        latency: { response: { max_ms: 5 } },
      },
      spike: {
        start_after_ms: 4000,
        total_processed: 100,
        latency: { response: { min_ms: 50, max_ms: 50 } },
      },
    })
    expect(metrics).toMatchObject({
      plan: null,
      total_processed: 200,
      duration: 10,
      latency_stats: { max_ms: 50 },
    })
  })

  test('stand in one timeline, by the time of the scenario', async () => {
    const { metrics } = await runVirtually({ loads: { steady, spike } }, () => {})
    expect(metrics.timeline!.map(({ started }) => started)).toEqual([10, 10, 10, 10, 110, 10, 10, 10, 10, 10])
  })

  test('give each iteration the time of its own load', async () => {
    const first = new Map<string | null, number>()
    await runVirtually({ loads: { steady, spike } }, ({ iteration: { load, index, scheduledMs } }) => {
      if (index === 0) first.set(load, scheduledMs)
    })
    expect([...first]).toEqual([
      ['steady', 0],
      ['spike', 0],
    ])
  })

  test('have budgets of their own, and of each', async () => {
    const budgets = {
      successRate: { min: 0 },
      loads: {
        steady: { latency: { max: { maxMs: 10 } } },
        spike: { latency: { max: { maxMs: 10 } } },
        '*': { failures: { max: 0 } },
      },
    }
    const { metrics } = await runVirtually(
      { loads: { steady, spike }, budgets },
      async ({ iteration, wait }) => {
        await wait(iteration.load === 'spike' ? 50 : 5)
        if (iteration.load === 'steady' && iteration.index === 3) throw new Error('no')
      },
    )
    expect(metrics.budgets!.map(({ budget, verdict, actual }) => [budget, verdict, actual])).toEqual([
      ['successRate', 'pass', 0.995],
      ['loads.steady.latency.max', 'pass', 5],
      ['loads.spike.latency.max', 'fail', 50],
      ['loads.spike.failures', 'pass', 0],
      ['loads.steady.failures', 'fail', 1],
    ])
  })

  test('of both models go together: the closed one has no lateness', async () => {
    const users = { executor: 'constant-concurrency', concurrency: 2, durationMs: 5_000 }
    const { metrics } = await runVirtually({ loads: { steady, users } }, ({ wait }) => wait(100))
    expect(metrics.loads!['users']!.latency.lateness).toBeNull()
    expect(metrics.loads!['steady']!.latency.lateness).toMatchObject({ count: 100, max_ms: 0 })
    expect(metrics.latency!.lateness).toMatchObject({ count: 100 })
    expect(metrics).toMatchObject({ verdict: 'pass', total_processed: 200 })
  })

  test('count from the end of each own warm-up', async () => {
    const warmed = { ...spike, warmupMs: 500 }
    const { metrics } = await runVirtually({ loads: { steady, warmed } }, ({ iteration, wait }) =>
      wait(iteration.phase === 'warmup' ? 900 : 1),
    )
    expect(metrics.loads!['warmed']).toMatchObject({
      total_processed: 150,
      latency: { response: { count: 100, max_ms: 1 } },
    })
    expect(metrics.latency_stats.max_ms).toBe(1)
  })

  test('draw from one source, and no item comes twice', async () => {
    const seen: unknown[] = []
    const load = { executor: 'shared-iterations', iterations: 50, concurrency: 5 }
    const data = Array.from({ length: 100 }, (_, index) => index)
    const { metrics } = await runVirtually(
      { loads: { a: load, b: load }, data },
      async ({ iteration, wait }) => {
        seen.push(iteration.data)
        await wait(1)
      },
    )
    expect(metrics.verdict).toBe('pass')
    expect(new Set(seen).size).toBe(100)
    const ids = new Set<string>()
    await runVirtually({ loads: { a: load, b: load }, data: agentMessages() }, ({ iteration }) => {
      ids.add((iteration.message as { id: string }).id)
    })
    expect(ids.size).toBe(100)
  })

  test('do not arrive together for being of one rate', () => {
    const poisson = { ...steady, arrivals: 'poisson' }
    const { loads } = scenarioOf({ loads: { a: poisson, b: poisson } })
    const [a, b] = loads.map(({ plan }) =>
      plan.model === 'open' && plan.arrivals.kind === 'rate' ? plan.arrivals.seed : 0,
    )
    expect(a).not.toBe(b)
  })

  test('end together when the data of one runs dry, and the run is invalid', async () => {
    const load = { executor: 'constant-concurrency', concurrency: 1, durationMs: 60_000 }
    const { metrics, endMs } = await runVirtually(
      { loads: { a: load, b: load }, data: [1, 2, 3] },
      ({ wait }) => wait(10),
    )
    expect(metrics).toMatchObject({ verdict: 'invalid', cause: 'error' })
    expect(metrics.problems.join()).toContain('expected an item for iteration 3')
    expect(endMs).toBeLessThan(1_000)
  })

  test('of which one never comes to start are no pass', async () => {
    const late = { ...spike, startAfterMs: 8_000 }
    const { metrics } = await runVirtually({ loads: { steady, late } }, () => {}, { timeoutMs: 6_000 })
    expect(metrics).toMatchObject({
      verdict: 'invalid',
      dropped_iterations: 139,
      loads: { late: { total_processed: 0 } },
    })
  })

  test('name the one whose lateness is the fault of the generator', () => {
    const { loads } = scenarioOf({
      loads: { steady, spike },
      budgets: { loads: { spike: { latency: { p99: { maxMs: 500 } } } } },
    })
    expect(loads.map(({ latenessLimitMs }) => latenessLimitMs)).toEqual([10, 50])
  })
})

test('a load that ended at once, in virtual time, has no throughput, however long the others take', async () => {
  const loads = {
    atOnce: { executor: 'shared-iterations', iterations: 5 },
    other: { executor: 'constant-arrival-rate', ratePerSecond: 10, durationMs: 2_000 },
  }
  const budgets = { loads: { atOnce: { throughput: { minPerSecond: 1 } } } }
  const { metrics } = await runVirtually({ loads, budgets }, () => {})
  expect(metrics.loads!['atOnce']).toMatchObject({ total_processed: 5, duration: 0, throughput: null })
  expect(metrics).toMatchObject({ verdict: 'invalid', cause: 'no-evidence' })
  expect(metrics.budgets).toContainEqual(
    expect.objectContaining({ verdict: 'invalid', actual: null, detail: '5 in no time at all' }),
  )
})
