import { describe, expect, test } from 'vitest'
import { resolveComparison } from '../../../src/config/resolve-comparison.ts'
import type { Expected } from '../../support/problems-of.ts'

function problemsOf(options: unknown, timeoutMs: number | null = null): Expected[] | 'no problems' {
  const resolved = resolveComparison(options, { seed: 1, timeoutMs })
  if (resolved.ok) return 'no problems'
  return resolved.problems.map(({ path, expected, got, nearest }): Expected =>
    nearest === undefined ? [path, expected, got] : [path, expected, got, nearest],
  )
}

const kind = 'comparison'
const one = (): number => 1
const variants = { before: {}, after: { target: one } }
const twoOrMore = '2 to 10 variants, the reference first'
const few = 'fewer decide nothing, whatever they show'
const outcomes = 'one of "not worse", "equivalent", "better"'

test('what is right has no problems', () => {
  expect(problemsOf({ kind, variants })).toBe('no problems')
  const module = new URL('file:///a.workload.ts')
  const own = { before: { target: () => 1 }, after: { workload: module } }
  expect(
    problemsOf({ kind, variants: own, rounds: 10, maxRounds: 20, gate: { 'serviceTime.p99.9': 'better' } }),
  ).toBe('no problems')
  expect(problemsOf({ kind, variants, rounds: 1, gate: {} })).toBe('no problems')
})

test('recovery is asked for as in any scenario, and shrinking is refused', () => {
  const load = { executor: 'constant-arrival-rate', ratePerSecond: 200, durationMs: 4_000 }
  const faulty = { kind, variants, load, target: () => 1, faults: [{ kind: 'delay' }] }
  expect(problemsOf({ ...faulty, recovery: true })).toBe('no problems')
  expect(problemsOf({ ...faulty, recovery: false })).toBe('no problems')
  const expected = 'nothing in a comparison: its runs are not shrunk, a scenario of its own is'
  expect(problemsOf({ ...faulty, time: 'virtual', shrink: true })).toEqual([['shrink', expected, 'true']])
})

describe('options that are wrong', () => {
  test.each<[string, object, Expected[]]>([
    [
      'no variants',
      {},
      [['variants', 'an object of variants by name: { before: {}, after: {} }', 'nothing']],
    ],
    ['one variant', { variants: { only: {} } }, [['variants', twoOrMore, '1 (only)']]],
    ['none', { variants: {} }, [['variants', twoOrMore, 'none']]],
    [
      'code beside itself',
      { variants: { a: {}, b: {}, c: { target: () => 1 }, d: { target: undefined } } },
      [
        ['variants.b', 'something of its own, a workload or a target: it is the same as a', '{}'],
        ['variants.d', 'something of its own, a workload or a target: it is the same as a', '{}'],
      ],
    ],
    [
      'names that mean something else',
      { variants: { a: {}, turns: { target: one }, '1': { target: one } } },
      [
        [
          'variants.1',
          'a name that begins with a letter or _ and has at most 100 of these, digits, spaces and .:/-',
          '"1"',
        ],
        [
          'variants.turns',
          'a name that is no field of `comparison` in the metrics, where variants stand by name',
          '"turns"',
        ],
      ],
    ],
    [
      'what is the same for all',
      { variants: { a: {}, b: { lod: 1, targt: 2 } } },
      [
        [
          'variants.b.lod',
          'one of workload, target, setup, teardown, beforeEachUser, afterEachUser, observe, guarantees, faultPoints',
          'unknown option "lod"',
        ],
        [
          'variants.b.targt',
          'one of workload, target, setup, teardown, beforeEachUser, afterEachUser, observe, guarantees, faultPoints',
          'unknown option "targt"',
          'target',
        ],
      ],
    ],
    [
      'a variant that is wrong by itself, where it stands',
      { variants: { a: {}, b: { guarantees: ['atLeastOnce'] } } },
      [['variants.b.guarantees', 'a target to observe', 'a scenario without target']],
    ],
    [
      'what is wrong for all, once',
      { variants, load: { executor: 'shared-iterations', iterations: 0 } },
      [['load.iterations', 'a whole number above 0', '0']],
    ],
    [
      'gates that do not exist',
      { variants, gate: { 'latency.p5O': 'not worse', throughput: 'equal' } },
      [
        ['gate.throughput', outcomes, '"equal"'],
        ['gate.latency.p5O', expect.any(String) as never, 'unknown metric "latency.p5O"', 'latency.p50'],
      ],
    ],
    [
      'metrics that do not exist',
      { variants, gate: { troughput: 'not worse' } },
      [
        [
          'gate.troughput',
          expect.stringMatching(/^one of throughput, successRate, latency\.p50/) as never,
          'unknown metric "troughput"',
          'throughput',
        ],
      ],
    ],
    [
      'a margin of 0',
      { variants, margin: 0 },
      [['margin', 'a number above 0: 0.05 takes up to 5 % for equivalent', '0']],
    ],
    [
      'rounds that tell nothing',
      { variants, rounds: 7 },
      [['rounds', `at least 8: with 1 gated figure, ${few}`, '7']],
    ],
    [
      'rounds too few for the gates of all variants',
      {
        variants: { a: {}, b: { target: one }, c: { target: one } },
        rounds: 9,
        gate: { throughput: 'equivalent', 'latency.p50': 'equivalent' },
      },
      [['rounds', `at least 10: with 4 gated figures, ${few}`, '9']],
    ],
    [
      'a first look too early',
      { variants, rounds: 9, maxRounds: 40 },
      [['rounds', `at least 10: with 1 gated figure and looks up to round 40, ${few}`, '9']],
    ],
    [
      'fewer rounds at most',
      { variants, rounds: 20, maxRounds: 10 },
      [['maxRounds', 'at least `rounds`, 20', '10']],
    ],
    [
      'the options of a comparison beside another kind',
      { kind: 'standard', variants },
      [['kind', "'comparison', because there are `variants`", '"standard"']],
    ],
    [
      'an option that does not exist',
      { variants, margn: 1 },
      [['margn', expect.any(String) as never, 'unknown option "margn"', 'margin']],
    ],
  ])('%s', (_, options, expected) => {
    expect(problemsOf({ kind, ...options })).toEqual(expected)
  })

  test('are all told at once', () => {
    const options = {
      kind,
      variants: { a: {} },
      rounds: 'many',
      margin: -1,
      gate: { speed: 'better' },
      seed: 'x',
      target: 5,
    }
    const problems = problemsOf(options) as Expected[]
    expect(problems.map(([path]) => path).sort()).toEqual([
      'gate.speed',
      'margin',
      'rounds',
      'seed',
      'target',
      'variants',
    ])
  })

  test('a timeout that is shorter than the loads', () => {
    const load = { executor: 'constant-arrival-rate', ratePerSecond: 10, durationMs: 1_000 }
    const options = { kind, variants, load, rounds: 10 }
    expect(problemsOf(options, 22_000)).toBe('no problems')
    expect(problemsOf(options, 21_999)).toEqual([
      [
        'timeout',
        'at least 22000 ms for the loads of all rounds, and more for targets, hooks and drains',
        '21999',
      ],
    ])
    expect(problemsOf({ ...options, time: 'virtual' }, 21_999)).toBe('no problems')
  })
})

test('each variant has the options of all, and its own in their place', () => {
  const [shared, own] = [() => 1, () => 2]
  const resolved = resolveComparison(
    { kind, target: shared, variants: { a: {}, b: { target: own } }, rounds: 10, maxRounds: 20 },
    { seed: 5, timeoutMs: null },
  )
  if (!resolved.ok) throw new Error('it is right')
  const { variants: planned, looks, seed, metrics } = resolved.value
  expect(planned.map(({ scenarioAt }) => scenarioAt(9).target)).toEqual([shared, own])
  expect(planned.map(({ scenarioAt }) => scenarioAt(9).seed)).toEqual([9, 9])
  expect([looks, seed]).toEqual([[10, 15, 20], 5])
  expect(metrics.filter(({ gate }) => gate !== null)).toEqual([{ name: 'latency.p50', gate: 'not worse' }])
})
