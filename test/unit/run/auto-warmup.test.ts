import { describe, expect, test } from 'vitest'
import { evaluateBudgets } from '../../../src/budget/evaluate-budgets.ts'
import { counter } from '../../../src/record/custom/counter.ts'
import { runVirtually, type Given } from '../../support/virtual-run.ts'

const open = { executor: 'constant-arrival-rate', ratePerSecond: 50, durationMs: 30_000, warmupMs: 'auto' }
const closed = { executor: 'constant-concurrency', concurrency: 2, durationMs: 30_000, warmupMs: 'auto' }
/** 160 ms until 3 s, then 40 ms. */
const warmingUp = ({ iteration, wait }: Given<unknown>): Promise<void> =>
  wait(iteration.startedMs < 3_000 ? 160 : 40)
const strict = {
  latency: { max: { maxMs: 40 } },
  throughput: { minPerSecond: 49.9 },
  successRate: { min: 1 },
}

describe('a warm-up that was found', () => {
  test('feeds no budget and no percentile, and counts all the same', async () => {
    const { metrics } = await runVirtually({ load: open, budgets: strict }, warmingUp)
    expect(metrics.problems).toEqual([])
    expect(metrics).toMatchObject({
      verdict: 'pass',
      total_processed: 1_500,
      latency_stats: { min_ms: 40, max_ms: 40 },
      latency: { response: { count: 1_350 }, service: { count: 1_350 }, lateness: { count: 1_350 } },
      plan: { warmup_ms: 3_000, warmup_found: 'auto', planned_ms: 30_000, options: { warmupMs: 'auto' } },
    })
    // 1,350 in 27 s, and until the last of them has ended.
    expect(metrics.budgets!.map(({ actual }) => actual)).toEqual([1_350 / 27.02, 40, 1])
  })

  test('is left out of a closed load as well', async () => {
    const { metrics } = await runVirtually(
      { load: closed, budgets: { ...strict, throughput: { minPerSecond: 49 } } },
      warmingUp,
    )
    expect(metrics).toMatchObject({ verdict: 'pass', plan: { warmup_ms: 3_000, warmup_found: 'auto' } })
    expect(metrics.latency!.response).toEqual(metrics.latency!.service)
    // 19 each in the warm-up: the last of them began at 2,880 ms, and ended at 3,040 ms.
    expect(metrics.total_processed - metrics.latency!.response!.count).toBe(38)
  })

  test('is left out of agents, message types and tags; with what is left they add up to all', async () => {
    const data = {
      carries: 'message',
      open:
        () =>
        ({ index }: { index: number }) => ({ type: index % 3 === 0 ? 'ORDER' : 'QUERY' }),
    }
    const budgets = {
      successRate: { min: 0 },
      agents: { '*': { latency: { max: { maxMs: 40 } } } },
      messageTypes: { '*': { latency: { max: { maxMs: 40 } } } },
      tags: { '*': { latency: { max: { maxMs: 40 } } } },
    }
    const { metrics } = await runVirtually({ load: { ...open, agents: 2 }, data, budgets }, async (given) => {
      given.iteration.tag(given.iteration.index % 2 === 0 ? 'even' : 'odd')
      if (given.iteration.index % 100 === 0) throw new Error('no')
      await warmingUp(given)
    })
    expect(metrics.verdict).toBe('pass')
    expect(metrics.total_processed).toBe(1_500)
    expect(metrics.failure_count).toBe(15)
    for (const parts of [metrics.agents, metrics.message_types, metrics.tags]) {
      const all = Object.values(parts!)
      const sum = (of: (part: (typeof all)[number]) => number): number =>
        all.reduce((total, part) => total + of(part), 0)
      expect(all.length).toBe(2)
      expect(sum((part) => part.total_processed)).toBe(1_500)
      expect(sum((part) => part.failure_count)).toBe(15)
      expect(sum((part) => part.latency!.count)).toBe(metrics.latency!.response!.count)
    }
    expect(metrics.plan!.warmup_ms).toBe(3_000)
  })

  test('keeps the times of its dropped and unfinished iterations to itself, and they count', async () => {
    const load = { ...open, maxInFlight: 5, maxQueueMs: 0, drainMs: 0 }
    const { metrics, recording } = await runVirtually(
      { load, budgets: { successRate: { min: 0 }, dropped: { max: 10 } } },
      warmingUp,
    )
    const dropped = metrics.budgets!.find(({ budget }) => budget === 'dropped')!
    const [inWarmup] = evaluateBudgets({ phases: { warmup: { dropped: { max: 0 } } } }, recording!)
    expect(inWarmup!.actual).toBeGreaterThan(40)
    expect(dropped).toMatchObject({ verdict: 'fail', actual: metrics.dropped_iterations })
    // A few more when it was over, while slots were still held by what had begun in it.
    expect(metrics.latency!.response!.count).toBeLessThan(1_350 + 10)
    expect(metrics.unfinished_iterations).toBeGreaterThan(0)
    expect(metrics.total_processed + metrics.dropped_iterations + metrics.unfinished_iterations).toBe(1_500)
  })

  test('is found in each load by itself', async () => {
    const loads = {
      cold: open,
      warm: { ...closed, startAfterMs: 5_000 },
      given: { ...closed, warmupMs: 6_000, startAfterMs: 5_000 },
    }
    const budgets = { successRate: { min: 1 }, loads: { '*': { latency: { max: { maxMs: 40 } } } } }
    const { metrics } = await runVirtually({ loads, budgets }, ({ iteration, wait }) =>
      wait(iteration.load === 'cold' && iteration.startedMs < 3_000 ? 160 : 40),
    )
    expect(metrics.budgets!.map(({ budget }) => budget).sort()).toEqual([
      'loads.cold.latency.max',
      'loads.given.latency.max',
      'loads.warm.latency.max',
      'successRate',
    ])
    expect(metrics.verdict).toBe('pass')
    const plans = Object.values(metrics.loads!).map(({ plan }) => [plan.warmup_ms, plan.warmup_found])
    expect(plans).toEqual([
      [3_000, 'auto'],
      [0, 'auto'],
      [6_000, 'given'],
    ])
  })

  test('is in metrics of the workload’s own, which cannot be taken back', async () => {
    const calls = counter()
    const { metrics } = await runVirtually(
      { load: open, metrics: { calls }, budgets: { metrics: { calls: { minPerSecond: 49 } } } },
      (given) => {
        calls.add()
        return warmingUp(given)
      },
    )
    expect(metrics.metrics!['calls']).toEqual({ kind: 'counter', value: 1_500, per_second: 1_500 / 30.02 })
  })

  test('is seen as steady by the iterations, since nobody knows yet', async () => {
    const phases = new Set<string>()
    await runVirtually({ load: open }, (given) => {
      phases.add(given.iteration.phase)
      return warmingUp(given)
    })
    expect([...phases]).toEqual(['steady'])
  })
})

describe('a load without a steady state', () => {
  test.each([
    ['slow for most of its time', 'was slower for more than half', (at: number) => (at < 20_000 ? 160 : 40)],
    ['that gets slower and slower', 'rose to the end', (at: number) => 40 + at / 100],
    ['that gets faster and faster', 'fell to the end', (at: number) => 400 - at / 100],
  ])('%s, is invalid, whatever its budgets say', async (_, text, msAt) => {
    for (const maxMs of [1, 10_000]) {
      const { metrics } = await runVirtually(
        { load: open, budgets: { latency: { max: { maxMs } } } },
        ({ iteration, wait }) => wait(msAt(iteration.startedMs)),
      )
      expect(metrics).toMatchObject({ verdict: 'invalid', cause: 'not-steady', plan: { warmup_ms: 0 } })
      expect(metrics.problems).toEqual([expect.stringContaining(text)])
    }
  })

  test('is named, where there are several', async () => {
    const loads = { a: { ...closed, warmupMs: 0 }, b: { ...open, ratePerSecond: 0.5 } }
    const { metrics } = await runVirtually({ loads }, ({ wait }) => wait(40))
    expect(metrics).toMatchObject({ verdict: 'invalid', cause: 'not-steady' })
    expect(metrics.problems).toEqual([
      expect.stringMatching(
        /^load "b": warmupMs: 'auto' found no steady state: iterations began in only 15 of/,
      ),
    ])
  })

  test('is nobody’s concern where the length of the warm-up is given', async () => {
    const { metrics } = await runVirtually({ load: { ...open, warmupMs: 1_000 } }, ({ iteration, wait }) =>
      wait(40 + iteration.startedMs / 100),
    )
    expect(metrics).toMatchObject({ verdict: 'pass', plan: { warmup_ms: 1_000, warmup_found: 'given' } })
  })
})

test.each<[string, (index: number) => { type?: string; tag?: string }]>([
  ['message type', (index) => ({ type: `type ${index % 200}` })],
  ['tag', (index) => ({ tag: `tag ${index % 200}` })],
])('more names of a %s than a slice has room for are told, and eat no memory', async (_, namesAt) => {
  const data = {
    carries: 'message',
    open:
      () =>
      ({ index }: { index: number }) => ({ type: namesAt(index).type }),
  }
  const load = { ...open, ratePerSecond: 500 }
  const { metrics } = await runVirtually({ load, data }, ({ iteration, wait }) => {
    const { tag } = namesAt(iteration.index)
    if (tag !== undefined) iteration.tag(tag)
    return wait(1)
  })
  expect(metrics).toMatchObject({ verdict: 'invalid', cause: 'overflow', total_processed: 15_000 })
  expect(metrics.problems).toEqual([
    "more agents, message types or tags came than warmupMs: 'auto' can keep apart; give warmupMs in milliseconds",
  ])
})

test('a run that was ended early keeps what it had', async () => {
  const end = new AbortController()
  const { metrics } = await runVirtually(
    { load: open },
    (given) => {
      if (given.iteration.index === 400) end.abort(new Error('enough'))
      return warmingUp(given)
    },
    { signal: end.signal },
  )
  expect(metrics).toMatchObject({ verdict: 'invalid', cause: 'error' })
  expect(metrics.total_processed + metrics.unfinished_iterations).toBe(401)
  expect(metrics.latency!.response!.count).toBeLessThan(260)
})

describe('a warm-up that was found hides nothing that failed in it', () => {
  const slowAtFirst = (ms: number): boolean => ms < 12_000
  const only = { successRate: { min: 0.9 } }
  const budgetsOf = async (
    load: object,
    budgets: object,
    workload: (given: Given<unknown>) => Promise<void>,
  ) => {
    const { metrics } = await runVirtually({ load: { ...open, ...load }, budgets }, workload)
    expect(metrics.plan!.warmup_ms).toBeGreaterThan(11_000)
    expect(metrics.verdict).toBe('fail')
    return metrics.budgets!.map(({ budget, verdict, actual, detail }) => [budget, verdict, actual, detail])
  }

  test('an outage in the first 40 %', async () => {
    const budgets = { ...only, failures: { max: 0 }, latency: { max: { maxMs: 40 } } }
    const results = await budgetsOf({}, budgets, async ({ iteration, wait }) => {
      await wait(slowAtFirst(iteration.scheduledMs) ? 900 : 40)
      if (slowAtFirst(iteration.scheduledMs)) throw new Error('503')
    })
    expect(results).toEqual([
      ['latency.max', 'pass', 40, expect.stringMatching('^900 samples')],
      ['successRate', 'fail', 0.6, '900 of 1,500, 600 failed'],
      ['failures', 'fail', 600, 'of 1,500'],
    ])
  })

  test('starts that were dropped, and iterations that never ended', async () => {
    const load = { maxInFlight: 20, maxQueueMs: 500, drainMs: 100 }
    const budgets = { successRate: { min: 0 }, dropped: { max: 0 }, unfinished: { max: 0 } }
    const results = await budgetsOf(load, budgets, ({ iteration, wait }) => {
      if (iteration.index === 3) return wait(3_600_000)
      return wait(slowAtFirst(iteration.scheduledMs) ? 1_500 : 40)
    })
    expect(results.map(([budget, verdict]) => [budget, verdict])).toEqual([
      ['successRate', 'pass'],
      ['dropped', 'fail'],
      ['unfinished', 'fail'],
    ])
  })

  test('of one agent, message type or tag as well', async () => {
    const budgets = { successRate: { min: 0 }, agents: { 'Agent-2': only }, tags: { slow: only } }
    const results = await budgetsOf({ agents: 2 }, budgets, async ({ iteration, wait }) => {
      iteration.tag('slow')
      await wait(slowAtFirst(iteration.scheduledMs) ? 900 : 40)
      if (slowAtFirst(iteration.scheduledMs)) throw new Error('503')
    })
    expect(results.map(([budget, verdict, actual]) => [budget, verdict, actual])).toEqual([
      ['successRate', 'pass', 0.6],
      ['agents.Agent-2.successRate', 'fail', 0.6],
      ['tags.slow.successRate', 'fail', 0.6],
    ])
  })
})
