import { expect, test } from 'vitest'
import { resolveCapacity } from '../../../src/config/resolve-capacity.ts'
import { problemsOf, type Expected } from '../../support/problems-of.ts'

const auto = { durationMs: 2_000, warmupMs: 'auto' }
const rate = { executor: 'constant-arrival-rate', ratePerSecond: 1, ...auto }
const users = { executor: 'constant-concurrency', concurrency: 1, ...auto }
const stages = [{ durationMs: 3_000, target: 5 }]
const counted = (executor: string): string => `0, because ${executor} is counted in iterations, not in time`
const changes = (executor: string): string =>
  `a number of milliseconds, because ${executor} changes its level here, which 'auto' cannot tell from warming up`
const windowed = 'a load with warmupMs in milliseconds, because windows begin where the warm-up ends'

test.each<[string, object]>([
  ['a constant rate', { load: rate }],
  ['a constant number of users', { load: users }],
  [
    'stages of one rate',
    { load: { executor: 'ramping-arrival-rate', startRatePerSecond: 5, stages, warmupMs: 'auto' } },
  ],
  [
    'stages of as many users',
    { load: { executor: 'ramping-concurrency', startConcurrency: 5, stages, warmupMs: 'auto' } },
  ],
  ['one load of several', { loads: { a: rate, b: { ...users, warmupMs: 100 } } }],
])("warmupMs: 'auto' goes with %s", (_, options) => {
  expect(problemsOf(options)).toBe('no problems')
})

test.each<[string, object, Expected[]]>([
  [
    'a number of iterations',
    { load: { executor: 'shared-iterations', iterations: 5, warmupMs: 'auto' } },
    [['load.warmupMs', counted('shared-iterations'), "'auto'"]],
  ],
  [
    'a trace',
    { load: { executor: 'replay', trace: [{ at_ms: 0 }, { at_ms: 9_000 }], warmupMs: 'auto' } },
    [['load.warmupMs', counted('replay'), "'auto'"]],
  ],
  [
    'a rate that changes',
    { load: { executor: 'ramping-arrival-rate', stages, warmupMs: 'auto' } },
    [['load.warmupMs', changes('ramping-arrival-rate'), "'auto'"]],
  ],
  [
    'a number of users that changes',
    { load: { executor: 'ramping-concurrency', stages, warmupMs: 'auto' } },
    [['load.warmupMs', changes('ramping-concurrency'), "'auto'"]],
  ],
  [
    'a load that is too short',
    { loads: { a: { ...rate, durationMs: 1_999 }, b: users } },
    [
      [
        'loads.a.warmupMs',
        "a number of milliseconds, because 'auto' needs a durationMs of 2000 or more, not 1999",
        "'auto'",
      ],
    ],
  ],
  [
    'too many agents',
    { load: { ...rate, agents: 101 } },
    [
      [
        'load.warmupMs',
        "a number of milliseconds, because 'auto' takes at most 100 agents, not 101",
        "'auto'",
      ],
    ],
  ],
  [
    'windows',
    { load: rate, budgets: { windows: [{ everyMs: 1_000, failures: { max: 1 } }] } },
    [['budgets.windows[0]', windowed, "warmupMs: 'auto', whose end is known when the load is over"]],
  ],
  [
    'a budget on the warm-up',
    { load: rate, budgets: { phases: { warmup: { failures: { max: 1 } } } } },
    [['budgets.phases.warmup', 'load.warmupMs above 0', "warmupMs: 'auto', which may find none"]],
  ],
  [
    'another word',
    { load: { ...rate, warmupMs: 'automatic' } },
    [['load.warmupMs', "a number of milliseconds, 0 or more, or 'auto'", '"automatic"']],
  ],
  [
    'less than nothing',
    { load: { ...rate, warmupMs: -1 } },
    [['load.warmupMs', 'a number of milliseconds, 0 or more', '-1']],
  ],
])("warmupMs: 'auto' and %s is refused", (_, options, expected) => {
  expect(problemsOf(options)).toEqual(expected)
})

test('findCapacity leaves the same out of each probe, so it takes a number', () => {
  const search = { minPerSecond: 1, maxPerSecond: 2, warmupMs: 'auto' }
  const resolved = resolveCapacity({ search, budgets: { failures: { max: 1 } } }, { seed: 1 })
  expect(resolved).toEqual({
    ok: false,
    problems: [{ path: 'search.warmupMs', expected: 'a number of milliseconds, 0 or more', got: '"auto"' }],
  })
})
