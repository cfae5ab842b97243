import { describe, expect, test } from 'vitest'
import { compareRounds } from '../../../src/compare/compare-rounds.ts'
import type { ComparedValues } from '../../../src/compare/compared-values.ts'
import { seededRandom } from '../../../src/foundation/random.ts'
import { comparisonSchema, type ComparedMetric, type Comparison } from '../../../src/model/comparison.ts'

const settings = { reference: 'a', variants: ['a', 'b'], looks: [10] }
/** Off by at most 2 %, differently in each round. */
const noisy = (count: number, level: number, seed = 1): number[] => {
  const random = seededRandom(seed)
  return Array.from({ length: count }, () => level * (0.98 + 0.04 * random.next()))
}
const latency = (b: readonly (number | null)[], rest: Partial<ComparedValues> = {}): ComparedValues => ({
  name: 'latency.p50',
  unit: 'ms',
  direction: 'lower is better',
  gated: true,
  values: { a: noisy(b.length, 10), b },
  ...rest,
})
const one = (metric: ComparedValues, rest: Partial<typeof settings> = {}): ComparedMetric =>
  compareRounds([metric], { ...settings, ...rest }).metrics[0]!

describe('the outcome', () => {
  test.each([
    [12, 'worse'],
    [8, 'better'],
    [10, 'equivalent'],
    [10.5, 'undecided'],
  ] as const)('of 10 ms against %f ms is %s', (level, outcome) => {
    expect(one(latency(noisy(10, level, 2))).outcome).toBe(outcome)
  })

  test('of a throughput goes the other way', () => {
    const throughput = latency(noisy(10, 12, 2), { direction: 'higher is better' })
    expect(one(throughput).outcome).toBe('better')
    expect(one(throughput).ratio).toBeCloseTo(1.2, 1)
    expect(one(throughput).smallest_effect).toBeLessThan(1 / 1.05)
  })

  test('follows the margin', () => {
    expect(one(latency(noisy(10, 12, 2), { margin: 0.5 })).outcome).toBe('equivalent')
    expect(one(latency(noisy(10, 12, 2), { margin: 0.19 })).outcome).toBe('undecided')
  })

  test('of figures that are all alike is certain', () => {
    const metric = one(latency([], { values: { a: Array(10).fill(4), b: Array(10).fill(4) } }))
    expect(metric).toMatchObject({ outcome: 'equivalent', ratio: 1, interval: { from: 1, to: 1 } })
    expect(metric.smallest_effect).toBeCloseTo(1.05)
    expect(metric.equality_chance).toBe(1)
  })

  test('of a ratio on the margin itself is none', () => {
    const values = { a: Array(10).fill(1), b: Array(10).fill(1.05) }
    expect(one(latency([], { values }))).toMatchObject({
      outcome: 'undecided',
      reason: 'the interval reaches across the margin',
    })
  })
})

describe('undecided, with the reason, where', () => {
  test.each<[string, (number | null)[], string]>([
    ['a value is 0', [...noisy(9, 12), 0], 'round 10 of b has the value 0, which has no ratio'],
    ['a value is missing', [12, null, ...noisy(8, 12)], 'round 2 of b has no value'],
    [
      'a value is not finite',
      [Infinity, ...noisy(9, 12)],
      'round 1 of b has the value Infinity, which has no ratio',
    ],
    ['rounds are missing', noisy(9, 12), '9 of 10 rounds'],
  ])('%s', (_, b, reason) => {
    const metric = one(latency(b))
    expect(metric).toMatchObject({
      outcome: 'undecided',
      reason,
      ratio: null,
      interval: null,
      smallest_effect: null,
    })
  })

  test('a variant has no values at all', () => {
    expect(one(latency([], { values: { a: noisy(10, 1) } })).reason).toBe('0 of 10 rounds')
  })

  test.each([
    [7, 1, 'undecided'],
    [8, 1, 'worse'],
    [8, 2, 'undecided'],
    [9, 2, 'worse'],
    [9, 3, 'undecided'],
    [10, 4, 'worse'],
  ])('%i rounds of %i metrics: %s', (rounds, count, outcome) => {
    const metrics = Array.from({ length: count }, (_, at) =>
      latency(noisy(rounds, 20, at), { name: `m${at}` }),
    )
    const { metrics: compared } = compareRounds(metrics, { ...settings, looks: [rounds] })
    expect(compared.map((metric) => metric.outcome)).toEqual(Array(count).fill(outcome))
    if (outcome === 'undecided') {
      expect(compared[0]!.reason).toBe(
        `${rounds} rounds cannot tell so surely, whatever they show: at least ${rounds + 1} can`,
      )
    }
  })
})

describe('the level', () => {
  const clear = latency(noisy(10, 20, 1), { name: 'clear' })
  const close = latency(noisy(10, 10.55, 2), { name: 'close' })

  test('is shared among gated metrics by Holm: what is left after one is decided is the next one’s', () => {
    const { metrics } = compareRounds([clear, close, latency([0], { name: 'none' })], settings)
    expect(metrics.map(({ outcome }) => outcome)).toEqual(['worse', 'undecided', 'undecided'])
    expect(metrics[0]!.confidence).toBeCloseTo(1 - 0.01 / 3)
  })

  test('is not shared with metrics that are not gated', () => {
    const [gated, free] = compareRounds([clear, { ...clear, name: 'free', gated: false }], settings).metrics
    expect([gated!.confidence, free!.confidence]).toEqual([0.99, 0.99])
  })

  test('is shared among variants', () => {
    const three = { ...clear, values: { ...clear.values, c: noisy(10, 10, 5) } }
    const { metrics, variants } = compareRounds([three], { ...settings, variants: ['a', 'b', 'c'] })
    expect(variants).toEqual(['b', 'c'])
    expect(metrics.map(({ variant, outcome }) => [variant, outcome])).toEqual([
      ['b', 'worse'],
      ['c', 'equivalent'],
    ])
  })
})

describe('looks', () => {
  const looks = [12, 18, 24]
  const slow = latency(noisy(24, 20, 1), { name: 'slow' })
  const turning = latency([...noisy(12, 20, 1), ...noisy(12, 1, 1)], { name: 'turning' })
  const close = latency(noisy(24, 10.5, 2), { name: 'close' })
  const lookAt = (metrics: ComparedValues[]): Comparison[] => {
    const all: Comparison[] = []
    for (const _ of looks) all.push(compareRounds(metrics, { ...settings, looks }, all.at(-1) ?? null))
    return all
  }

  test('share the level by rounds', () => {
    const all = lookAt([close])
    expect(all.map(({ metrics }) => metrics[0]!.rounds)).toEqual(looks)
    expect(all.map(({ metrics }) => Number((1 - metrics[0]!.confidence).toFixed(6)))).toEqual([
      0.005, 0.0025, 0.0025,
    ])
    expect(all.map(({ looked }) => looked)).toEqual([1, 2, 3])
  })

  test('leave standing what was decided', () => {
    const all = lookAt([slow, turning, close])
    expect(all.map(({ metrics }) => metrics.map(({ outcome }) => outcome))).toEqual(
      looks.map(() => ['worse', 'worse', 'undecided']),
    )
    expect(all[2]!.metrics.slice(0, 2)).toEqual(all[0]!.metrics.slice(0, 2))
  })

  test('leave what was decided its share of the level to the others', () => {
    // Beyond the margin by 18 different amounts, one of them, the largest but one, to the other side: a chance of 0.0008,
    // which is below the level of the second look, 0.00125, and above a third of that.
    const amounts = Array.from({ length: 24 }, (_, at) => (at === 0 ? -0.17 : at === 17 ? 0.18 : at / 100))
    const b = amounts.map((amount) => 1.05 * Math.exp(amount))
    const late = latency(b, { name: 'late', values: { a: Array(24).fill(1), b } })
    const outcomes = (metrics: ComparedValues[]): string[] =>
      lookAt([late, ...metrics]).map((each) => each.metrics[0]!.outcome)
    expect(outcomes([slow, turning]).slice(0, 2)).toEqual(['undecided', 'worse'])
    expect(outcomes([close, { ...close, name: 'too' }]).slice(0, 2)).toEqual(['undecided', 'undecided'])
  })

  test('end', () => {
    expect(() => compareRounds([close], { ...settings, looks }, lookAt([close])[2])).toThrow(
      'all 3 looks were taken',
    )
  })
})

test('what comes out is plain data that fits its schema', () => {
  const result = compareRounds([latency(noisy(10, 12, 2)), latency([null], { name: 'none' })], settings)
  expect(comparisonSchema.parse(JSON.parse(JSON.stringify(result)))).toEqual(result)
})
