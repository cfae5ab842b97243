import { describe, expect, test } from 'vitest'
import { readWorkloadModule } from '../../../src/config/read-workload-module.ts'
import { resolveScenario } from '../../../src/config/resolve-scenario.ts'
import { formatProblem } from '../../../src/foundation/problem.ts'
import { counter } from '../../../src/record/custom/counter.ts'
import { rate } from '../../../src/record/custom/rate.ts'
import { withModule } from '../../../src/run/with-module.ts'
import { scenarioOf } from '../../support/virtual-run.ts'

const load = { executor: 'shared-iterations', iterations: 100, concurrency: 8 }

function resolve(options: object, module = true): unknown {
  const resolved = resolveScenario({ load, ...options }, { seed: 1, timeoutMs: null, module })
  return resolved.ok ? resolved.value.workers : resolved.problems.map(formatProblem)
}

describe('workers', () => {
  test.each([
    [undefined, { count: 1, kind: 'thread', given: false }],
    [3, { count: 3, kind: 'thread', given: true }],
    [{ count: 2 }, { count: 2, kind: 'thread', given: true }],
    [
      { count: 2, kind: 'process' },
      { count: 2, kind: 'process', given: true },
    ],
  ])('%j', (workers, expected) => {
    expect(resolve({ workers })).toEqual(expected)
  })

  test.each([[0], [1.5], ['two'], [{ count: 2, kind: 'fork' }], [{}], [65]])('%j is told', (workers) => {
    expect(resolve({ workers })).toEqual([expect.stringMatching(/^workers/)])
  })

  test('without a module, what to write instead', () => {
    expect(resolve({ workers: 2 }, false)).toEqual([
      expect.stringContaining(`new URL('./orders.workload.ts', import.meta.url)`),
    ])
    expect(resolve({ workers: 1 }, false)).toEqual({ count: 1, kind: 'thread', given: true })
  })

  test('what belongs to the module, and what cannot be shared, all at once', () => {
    const nothing = (): void => {}
    const options = {
      workers: 2,
      target: nothing,
      setup: nothing,
      teardown: nothing,
      observe: nothing,
      data: [1],
      beforeEachUser: nothing,
      afterEachUser: nothing,
      guarantees: ['fifo', 'atLeastOnce'],
      history: true,
      leaks: { emitters: [process] },
      time: 'virtual',
      budgets: { windows: [{ everyMs: 1000, successRate: { min: 1 } }] },
    }
    const problems = resolve(options) as string[]
    const paths = problems.map((problem) => problem.split(':')[0])
    expect(paths.sort((a, b) => (a! < b! ? -1 : 1))).toEqual([
      'afterEachUser',
      'beforeEachUser',
      'budgets.windows',
      'data',
      'history',
      'leaks.emitters',
      'observe',
      'setup',
      'target',
      'teardown',
      'time',
      'workers',
    ])
  })

  test('a warm-up that each would find for itself', () => {
    const load = { executor: 'constant-arrival-rate', ratePerSecond: 99, durationMs: 9_000, warmupMs: 'auto' }
    expect(resolve({ load, workers: 2 })).toEqual([
      "load.warmupMs: expected a number of milliseconds with several workers: each would find its own, got 'auto'",
    ])
  })

  test('no more than there are users, slots or agents, of any load', () => {
    const few = (loads: object): unknown => resolve({ load: undefined, loads, workers: 3 })
    const users = { executor: 'shared-iterations', iterations: 9, concurrency: 2 }
    const slots = { executor: 'constant-arrival-rate', ratePerSecond: 9, durationMs: 1_000, maxInFlight: 2 }
    const agents = { executor: 'per-agent-iterations', agents: 2, iterations: 9, concurrency: 5 }
    const told = (name: string): unknown => expect.stringContaining(`at most 2, because load "${name}"`)
    expect(few({ users, slots, agents })).toEqual([told('users'), told('slots'), told('agents')])
  })

  test('there is time for the hooks that a module may have', () => {
    const limitOf = (module: boolean): number => {
      const resolved = resolveScenario({ load, hookTimeoutMs: 7_000 }, { seed: 1, timeoutMs: null, module })
      return resolved.ok ? resolved.value.timeLimitMs : 0
    }
    expect(limitOf(true) - limitOf(false)).toBe(7_000)
  })
})

describe('a module of a workload', () => {
  test('has its parts, or none', () => {
    const workload = (): void => {}
    expect(readWorkloadModule('m', { default: workload })).toEqual({
      workload,
      target: null,
      setup: null,
      teardown: null,
      observe: null,
      data: null,
      metrics: {},
    })
    expect(readWorkloadModule('m', { default: workload, data: [1] }).data).toMatchObject({ carries: 'data' })
  })

  test('records in its own metrics, where the scenario names them', () => {
    const [named, own] = [counter(), counter()]
    const scenario = scenarioOf({ load, metrics: { seen: named, other: rate() } })
    const withOwn = (metrics: object) =>
      withModule(scenario, readWorkloadModule('m', { default: () => {}, metrics })).metrics
    expect(withOwn({ seen: own })['seen']).toBe(own)
    expect(() => withOwn({ sen: own, other: counter() })).toThrow(
      'export metrics.sen: expected one of seen, other, got unknown metric "sen"; did you mean "seen"?\n  export metrics.other: expected a rate, as in `metrics` of the scenario, got a counter',
    )
    expect(() => withOwn({ seen: 1 })).toThrow('export metrics.seen: expected a metric: counter(), gauge()')
  })

  test('is told all that is wrong with it', () => {
    expect(() => readWorkloadModule('m.ts', { target: 1, setup: {}, data: 2 })).toThrow(
      'm.ts: 4 problems\n  default export: expected the workload, a function, got nothing\n  export target: expected a function, got 1\n  export setup: expected a function, got {}\n  export data: expected an array, or a source such as agentMessages(), got 2',
    )
  })
})
