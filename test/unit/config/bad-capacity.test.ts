import { describe, expect, test } from 'vitest'
import { resolveCapacity } from '../../../src/config/resolve-capacity.ts'

type Expected = [path: string, expected: string, got: string, nearest?: string]

function problemsOf(options: unknown): Expected[] | 'no problems' {
  const resolved = resolveCapacity(options, { seed: 1 })
  if (resolved.ok) return 'no problems'
  return resolved.problems.map(({ path, expected, got, nearest }): Expected =>
    nearest === undefined ? [path, expected, got] : [path, expected, got, nearest],
  )
}

const search = { minPerSecond: 10, maxPerSecond: 100 }
const budgets = { latency: { p99: { maxMs: 100 } } }
const noBudget =
  'one limit at least, which tells a rate that is kept from one that is not: { latency: { p99: { maxMs: 100 } } }'
const notBeside = 'nothing: findCapacity makes the load of each probe from `search`'

test('what is right has no problems', () => {
  expect(problemsOf({ search, budgets })).toBe('no problems')
  expect(problemsOf({ search, budgets: { successRate: { min: 0.9 } }, minCapacityPerSecond: 100 })).toBe(
    'no problems',
  )
})

describe('options that are wrong', () => {
  test.each<[string, unknown, Expected[]]>([
    ['without a limit', { search }, [['budgets', noBudget, 'nothing']]],
    ['with empty limits', { search, budgets: { latency: {} } }, [['budgets', noBudget, '{"latency":{}}']]],
    [
      'with limits that are not set',
      { search, budgets: { successRate: undefined } },
      [['budgets', noBudget, '{}']],
    ],
    ['without a search', { budgets }, [['search', 'an object', 'nothing']]],
    [
      'with rates the wrong way round',
      { search: { minPerSecond: 100, maxPerSecond: 100 }, budgets },
      [['search.maxPerSecond', 'a number above minPerSecond, 100', '100']],
    ],
    [
      'with too few probes',
      { search: { ...search, maxProbes: 6 }, budgets },
      [['search.maxProbes', 'at least 8 for these rates and this tolerance', '6']],
    ],
    [
      'with a capacity that is never offered',
      { search, budgets, minCapacityPerSecond: 101 },
      [
        [
          'minCapacityPerSecond',
          'at most search.maxPerSecond, 100, because no higher rate is offered',
          '101',
        ],
      ],
    ],
    [
      'with a load',
      { search, budgets, load: 1, loads: 2, kind: 'standard' },
      [
        ['kind', notBeside, '"standard"'],
        ['load', notBeside, '1'],
        ['loads', notBeside, '2'],
      ],
    ],
    [
      'with hooks for an unknown number of users',
      { search, budgets, beforeEachUser: () => {} },
      [
        [
          'search.maxInFlight',
          'a number: in an open load, virtual users are the slots that iterations run in, and the hooks of a user run for each',
          'nothing',
        ],
      ],
    ],
    [
      'with a budget that no probe can be judged by',
      { search, budgets: { agents: { 'Agent-1': { failures: { max: 0 } } } } },
      [['budgets.agents.Agent-1', 'no such agent', 'unknown agent "Agent-1"']],
    ],
    [
      'with all at once',
      {
        search: { ...search, tolerance: 2, maxProbs: 3 },
        budgets: { latency: { p99: { maxMs: 'x' } } },
        seed: 'x',
      },
      [
        ['search.tolerance', 'a number from 0.001 to 1', '2'],
        [
          'search.maxProbs',
          'one of minPerSecond, maxPerSecond, tolerance, probeMs, maxProbes, arrivals, agents, warmupMs, iterationTimeoutMs, drainMs, maxInFlight, maxQueueMs, timing',
          'unknown option "maxProbs"',
          'maxProbes',
        ],
        ['budgets.latency.p99.maxMs', 'a number of milliseconds above 0', '"x"'],
        ['seed', 'a 32-bit integer', '"x"'],
      ],
    ],
  ])('%s', (_, options, problems) => {
    const sorted = (list: Expected[] | string) =>
      typeof list === 'string' ? list : list.map(String).toSorted((a, b) => a.localeCompare(b))
    expect(sorted(problemsOf(options))).toEqual(sorted(problems))
  })

  test.each([null, 'fast', 5, [], undefined])('%s, which is none', (options) => {
    expect(problemsOf(options)).not.toBe('no problems')
  })
})

test('hooks of users are allowed where their number is given', () => {
  expect(problemsOf({ search: { ...search, maxInFlight: 5 }, budgets, beforeEachUser: () => {} })).toBe(
    'no problems',
  )
})

describe('limits of a search', () => {
  const resolved = (options: Record<string, unknown>) => {
    const result = resolveCapacity(
      { budgets, ...options, search: { ...search, ...(options['search'] as object) } },
      { seed: 1 },
    )
    if (!result.ok) throw new Error('it should be right')
    return result.value
  }

  test('have room for every probe, with its hooks, drain and closing', () => {
    const short = resolved({ search: { probeMs: 1_000, warmupMs: 500, drainMs: 2_000 } })
    const { timeLimitMs, clearAwayMs } = short.scenarioAt(10, 1)
    // Four steps, the lowest rate, and four halvings.
    expect(short.plannedProbes).toBe(9)
    expect(short.leastMs).toBe(9 * 1_500)
    expect(timeLimitMs).toBeGreaterThan(1_500 + 2_000)
    expect(short.timeLimitMs).toBe(12 * (timeLimitMs + clearAwayMs))
    const hooks = resolved({
      search: { probeMs: 1_000, drainMs: 2_000 },
      setup: () => {},
      target: () => ({}),
    })
    expect(hooks.timeLimitMs).toBeGreaterThan(12 * (60_000 + 3_000))
    expect(resolved({ time: 'virtual' }).leastMs).toBe(0)
  })

  test('the lateness that a probe may have follows from its length and the tolerance, where that is less', () => {
    const latest = (options: Record<string, unknown>): number =>
      resolved({ budgets: { latency: { p99: { maxMs: 100_000 } } }, ...options }).scenarioAt(10, 1).loads[0]!
        .latenessLimitMs
    expect(latest({ search: { probeMs: 4_000 } })).toBe(200)
    expect(latest({ search: { probeMs: 10 } })).toBe(10)
    expect(latest({ health: { latenessMs: 50 } })).toBe(50)
  })

  test('the budgets of a probe follow its rate', () => {
    const of = (given: Record<string, unknown>) => resolved({ budgets: given }).scenarioAt(40, 1).budgets
    expect(of(budgets)).toEqual({
      ...budgets,
      successRate: { min: 1 },
      dropped: { max: 0 },
      unfinished: { max: 0 },
      throughput: { minPerSecond: 38 },
      throughputIsPace: true,
    })
    expect(of({ successRate: { min: 0.5 }, dropped: { max: 3 } })).toMatchObject({
      dropped: { max: 3 },
      throughput: { minPerSecond: 19 },
    })
    const warmedUp = { probeMs: 9_000, warmupMs: 1_000, arrivals: 'poisson', tolerance: 0.5 }
    // 360 starts in 9 s, after a warm-up of a tenth of the time: a deviation of 6.
    expect(resolved({ search: warmedUp }).scenarioAt(40, 1).budgets.throughput!.minPerSecond).toBeCloseTo(
      (40 - (4 * 6) / 9) / 2,
      6,
    )
    expect(of({ throughput: { minPerSecond: 39 } }).throughput).toEqual({ minPerSecond: 39 })
    expect(of({ throughput: { minPerSecond: 1 } }).throughput).toEqual({ minPerSecond: 38 })
  })
})
