import { describe, expect, test } from 'vitest'
import { judgeGates } from '../../../src/compare/judge-gates.ts'
import { lookRounds } from '../../../src/compare/look-rounds.ts'
import { roundsNeeded } from '../../../src/compare/rounds-needed.ts'
import { roundsToTell } from '../../../src/compare/rounds-to-tell.ts'
import type { ComparedMetric } from '../../../src/model/comparison.ts'
import type { Gate, GateResult } from '../../../src/model/comparison-section.ts'

const metric = (given: Partial<ComparedMetric> = {}): ComparedMetric => ({
  name: 'latency.p50',
  unit: 'ms',
  direction: 'lower is better',
  variant: 'b',
  gated: true,
  rounds: 20,
  ratio: 1,
  interval: { from: 0.98, to: 1.02 },
  confidence: 0.99,
  margin: 0.05,
  outcome: 'equivalent',
  reason: null,
  smallest_effect: 1.08,
  equality_chance: 1,
  ...given,
})
const open = { outcome: 'undecided', reason: 'the interval reaches across the margin' } as const
const gate = (given: Partial<ComparedMetric>, asked: Gate): GateResult =>
  judgeGates({ metrics: [metric(given)] }, new Map([['latency.p50', asked]]))[0]!

describe('a gate', () => {
  test.each<[Gate, ComparedMetric['outcome'], string]>([
    ['not worse', 'equivalent', 'pass'],
    ['not worse', 'better', 'pass'],
    ['not worse', 'worse', 'fail'],
    ['equivalent', 'equivalent', 'pass'],
    ['equivalent', 'better', 'fail'],
    ['equivalent', 'worse', 'fail'],
    ['better', 'better', 'pass'],
    ['better', 'equivalent', 'fail'],
    ['better', 'worse', 'fail'],
  ])('on %s, where it is %s: %s', (asked, outcome, verdict) => {
    expect(gate({ outcome }, asked)).toMatchObject({ verdict, detail: outcome, rounds_needed: null })
  })

  test.each<Gate>(['not worse', 'equivalent', 'better'])(
    'on %s is no pass while it is undecided',
    (asked) => {
      const across = { ...open, ratio: 1.01, interval: { from: 0.9, to: 1.13 } }
      expect(gate(across, asked).verdict).toBe('invalid')
    },
  )

  test('on not worse is kept by an interval that ends before the margin, either way', () => {
    const maybeBetter = { ...open, ratio: 0.95, interval: { from: 0.9, to: 1.049 } }
    expect(gate(maybeBetter, 'not worse').verdict).toBe('pass')
    expect(gate({ ...maybeBetter, interval: { from: 0.9, to: 1.051 } }, 'not worse').verdict).toBe('invalid')
    expect(gate(maybeBetter, 'equivalent').verdict).toBe('invalid')
    const higher = {
      ...open,
      direction: 'higher is better',
      ratio: 1.05,
      interval: { from: 0.953, to: 1.2 },
    } as const
    expect(gate(higher, 'not worse').verdict).toBe('pass')
    expect(gate({ ...higher, interval: { from: 0.951, to: 1.2 } }, 'not worse').verdict).toBe('invalid')
  })

  test('that is not asked for is none, and each variant has its own', () => {
    const metrics = [metric(), metric({ variant: 'c' }), metric({ name: 'throughput' })]
    const results = judgeGates({ metrics }, new Map([['latency.p50', 'equivalent' as const]]))
    expect(results.map(({ variant }) => variant)).toEqual(['b', 'c'])
  })

  test('says what would help', () => {
    const { detail, rounds_needed } = gate({ ...open, interval: { from: 0.95, to: 1.06 } }, 'equivalent')
    expect(detail).toBe(
      `the interval reaches across the margin; about ${rounds_needed} rounds like these would decide, or fewer that are longer`,
    )
    const close = gate({ ...open, ratio: 1.05, interval: { from: 0.99, to: 1.11 } }, 'not worse')
    expect(close.rounds_needed).toBeNull()
    expect(close.detail).toContain('a wider `margin`')
    const missing = { ...open, reason: 'round 3 of b has no value', ratio: null, interval: null }
    expect(gate(missing, 'not worse')).toMatchObject({
      rounds_needed: null,
      detail: 'round 3 of b has no value',
    })
  })
})

describe('rounds needed', () => {
  const interval = (count: number, arm: number) => ({ count, from: -arm, to: arm, tail: 0.005 })

  test('are four times as many for half the gap', () => {
    const [wide, narrow] = [0.04, 0.02].map((gap) => roundsNeeded(interval(20, 0.05), gap)!)
    // arm × (1 + t(0.95; 19) / z(0.995)) = 0.05 × (1 + 1.729 / 2.576)
    expect(wide).toBe(Math.ceil(20 * ((0.05 * 1.6713) / 0.04) ** 2))
    expect(narrow! / wide!).toBeCloseTo(4, 1)
  })

  test('are more than there were, and none that nobody would take', () => {
    expect(roundsNeeded(interval(20, 0.01), 0.05)).toBe(21)
    expect(roundsNeeded(interval(20, 0.05), 0.001)).toBeNull()
    expect(roundsNeeded(interval(20, 0.05), 0)).toBeNull()
  })
})

test.each([
  [30, 30, [30]],
  [10, 20, [10, 15, 20]],
  [12, 30, [12, 18, 24, 30]],
  [30, 100, [30, 53, 77, 100]],
  [30, 31, [30, 31]],
])('of %i and at most %i rounds, the looks are %j', (rounds, most, looks) => {
  expect(lookRounds(rounds, most)).toEqual(looks)
})

test.each([
  [1, [8], 8],
  [2, [9], 9],
  [4, [10], 10],
  [1, [10, 15, 20], 9],
  [3, [12, 18, 24, 30], 11],
])('with %i gated figures and looks at %j, at least %i rounds tell anything', (gated, looks, rounds) => {
  expect(roundsToTell(gated, 0.01, looks, 0)).toBe(rounds)
})
