import { describe, expect, test } from 'vitest'
import { problemsOf, type Expected } from '../../support/problems-of.ts'
import { scenarioOf } from '../../support/virtual-run.ts'

const target = (): object => ({})
const load = { executor: 'constant-arrival-rate', ratePerSecond: 100, durationMs: 10_000 }
const counted = { executor: 'shared-iterations', iterations: 900 }
const stall = { kind: 'event-loop-stall', stallMs: 10 }
const given = { target, load, faults: [stall], recovery: true }
const noTime = 'a load that lasts for a time (durationMs): a counted one may be over before all is healed'

test('the phases follow from the load', () => {
  expect(scenarioOf({ ...given, load: { ...load, warmupMs: 2_000 } }).recovery).toEqual({
    steadyFromMs: 2_000,
    faultsFromMs: 5_000,
    healAtMs: 9_000,
    untilMs: 12_000,
    within: 0.2,
    windowMs: 1_000,
  })
  const recovery = { steadyMs: 2_000, livenessMs: 4_000, within: 0.5, windowMs: 500 }
  expect(scenarioOf({ ...given, recovery }).recovery).toEqual({
    steadyFromMs: 0,
    faultsFromMs: 2_000,
    healAtMs: 6_000,
    untilMs: 10_000,
    within: 0.5,
    windowMs: 500,
  })
  const loads = {
    first: { ...load, warmupMs: 1_000 },
    second: { ...load, startAfterMs: 500, durationMs: 8_500, warmupMs: 1_500 },
  }
  expect(scenarioOf({ ...given, load: undefined, loads, recovery }).recovery).toMatchObject({
    steadyFromMs: 2_000,
    untilMs: 10_500,
  })
})

test('of kind `chaos` they are there, and faults are drawn, unless the load or the scenario says otherwise', () => {
  expect(scenarioOf({ kind: 'chaos', target })).toMatchObject({
    chaos: { intensity: 0.5 },
    recovery: { faultsFromMs: 3_000, healAtMs: 7_000 },
  })
  expect(scenarioOf({ kind: 'chaos', target, faults: [stall] })).toMatchObject({
    chaos: null,
    recovery: { within: 0.2 },
  })
  expect(scenarioOf({ kind: 'chaos', target, recovery: false }).recovery).toBeNull()
  expect(scenarioOf({ kind: 'chaos', target, load: counted }).recovery).toBeNull()
})

test('a fault that says nothing of it opens when the steady state has been measured', () => {
  expect(scenarioOf(given).faults[0]!.scheduled.at).toEqual({ ms: 3_000 })
  expect(scenarioOf({ ...given, recovery: false }).faults[0]!.scheduled.at).toEqual({ ms: 0 })
})

describe('recovery that is wrong', () => {
  test.each<[string, object, Expected[]]>([
    [
      'options that are none',
      { recovery: { steadyMs: 150, livenessMs: 0, within: 1, windowMs: 10, steady: 1 } },
      [
        ['recovery.steadyMs', 'a number of milliseconds in whole hundreds: 100, 200, ...', '150'],
        ['recovery.livenessMs', 'a number of milliseconds above 0', '0'],
        ['recovery.within', 'a number above 0 and below 1', '1'],
        ['recovery.windowMs', 'a number of milliseconds in whole hundreds: 100, 200, ...', '10'],
        [
          'recovery.steady',
          'one of steadyMs, livenessMs, within, windowMs',
          'unknown option "steady"',
          'steadyMs',
        ],
      ],
    ],
    ['of a counted load', { load: counted }, [['recovery', noTime, 'shared-iterations']]],
    [
      'of a load whose level changes',
      { load: { executor: 'ramping-arrival-rate', stages: [{ durationMs: 10_000, target: 100 }] } },
      [
        [
          'recovery',
          'a load at one level: what comes after is held against what was before',
          'ramping-arrival-rate',
        ],
      ],
    ],
    [
      'with a warm-up that is to be found',
      { load: { ...load, warmupMs: 'auto' } },
      [
        [
          'recovery',
          'a load with warmupMs in milliseconds, because the steady state is measured after it',
          "warmupMs: 'auto'",
        ],
      ],
    ],
    [
      'without faults',
      { faults: undefined },
      [['recovery', 'something to recover from: `faults` or `chaos`', 'a scenario without']],
    ],
    [
      'phases that leave no time for faults, or are too short',
      { recovery: { steadyMs: 500, livenessMs: 9_500, windowMs: 1_000 } },
      [
        [
          'recovery',
          'steadyMs and livenessMs that leave time for faults in the 10000 ms in which all loads are past their warm-up',
          '500 and 9500',
        ],
        ['recovery.windowMs', 'at most 500, the shorter of steadyMs and livenessMs', '1000'],
        [
          'recovery.steadyMs',
          'long enough for 100 iterations, which a 99th percentile takes',
          '500 ms, for 50',
        ],
      ],
    ],
    [
      'a limit longer than the time in which it could be missed',
      { budgets: { recoveryTime: { maxMs: 3_000 } } },
      [['budgets.recoveryTime.maxMs', 'less than 3000, recovery.livenessMs: more cannot be seen', '3000']],
    ],
    [
      'a limit without recovery',
      { recovery: false, budgets: { recoveryTime: { maxMs: 3_000 } } },
      [['budgets.recoveryTime', '`recovery` beside it, which says when all is healed', 'a scenario without']],
    ],
    [
      'faults outside of their phase',
      {
        faults: [
          { ...stall, at: { ms: 2_900 } },
          { ...stall, at: { ms: 7_000 } },
          { ...stall, at: { ms: 6_000 }, until: { forMs: 1_001 } },
          { ...stall, at: { operations: 299 } },
          { ...stall, at: { operations: 700 } },
          { ...stall, at: { operations: 699 } },
        ],
      },
      [
        ['faults[0].at.ms', 'at least 3000, when the steady state has been measured', '2900'],
        ['faults[1].at.ms', 'less than 7000, when `recovery` has all healed', '7000'],
        [
          'faults[2].until',
          'a window that ends by 7000 ms, when `recovery` has all healed',
          'one that ends at 7001 ms',
        ],
        [
          'faults[3].at.operations',
          'at least 300, the iterations planned by then: when the steady state has been measured',
          '299',
        ],
        [
          'faults[4].at.operations',
          'less than 700, the iterations planned by then: when `recovery` has all healed',
          '700',
        ],
      ],
    ],
  ])('%s', (_, options, expected) => {
    expect(problemsOf({ ...given, ...options })).toEqual(expected)
  })
})

test('a fault that is over with the warm-up is told, since budgets see nothing of it', () => {
  const faults = [{ ...stall, at: { ms: 100 }, until: { ms: 2_000 } }]
  expect(problemsOf({ ...given, recovery: false, faults, load: { ...load, warmupMs: 2_000 } })).toEqual([
    [
      'faults[0].until',
      'a window that reaches beyond 2000 ms, the end of the warm-up, which budgets see nothing of',
      'one that ends at 2000 ms',
    ],
  ])
})

test('what acts on sockets and processes is told to need real time', () => {
  const faults = [{ kind: 'tcp-reset', on: 'broker' }, { kind: 'kill-and-restart', on: 'server' }, stall]
  expect(problemsOf({ ...given, recovery: false, faults, time: 'virtual' })).toEqual([
    [
      'faults[0].kind',
      'real time, because "tcp-reset" acts on sockets, which know no virtual clock',
      "time: 'virtual'",
    ],
    [
      'faults[1].kind',
      'real time, because "kill-and-restart" acts on processes, which know no virtual clock',
      "time: 'virtual'",
    ],
  ])
  const chaos = { kinds: ['delay', 'tcp-latency'] }
  expect(problemsOf({ target, load, chaos, time: 'virtual' })[0]![0]).toBe('chaos.kinds[1]')
  expect(problemsOf({ target, load, chaos })).toBe('no problems')
})
