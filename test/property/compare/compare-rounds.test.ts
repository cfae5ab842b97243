import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { compareRounds } from '../../../src/compare/compare-rounds.ts'
import type { ComparedMetric } from '../../../src/model/comparison.ts'

const value = fc.double({ min: 0.5, max: 2, noNaN: true })
/** Rounds of two variants, one of them off by a factor, so that each outcome comes up. */
const rounds = fc
  .tuple(
    fc.array(fc.tuple(value, value), { minLength: 6, maxLength: 24 }),
    fc.constantFrom(0.5, 1, 1.1, 2),
    fc.constantFrom(0.02, 0.2, 1),
  )
  .map(([pairs, factor, noise]) => pairs.map(([a, b]) => [a ** noise, factor * b ** noise] as const))

function compare(
  pairs: readonly (readonly [number, number])[],
  direction: ComparedMetric['direction'] = 'lower is better',
): ComparedMetric {
  const values = { a: pairs.map(([a]) => a), b: pairs.map(([, b]) => b) }
  return compareRounds([{ name: 'x', unit: '', direction, gated: true, values }], {
    reference: 'a',
    variants: ['a', 'b'],
    looks: [pairs.length],
  }).metrics[0]!
}

const reversed = { worse: 'better', better: 'worse', equivalent: 'equivalent', undecided: 'undecided' }

function expectWhereItLies({ interval, outcome, ratio }: ComparedMetric): void {
  const { from, to } = interval ?? { from: 0, to: Infinity }
  const isInside = from > 1 / 1.05 && to < 1.05
  expect(outcome).toBe(
    from > 1.05 ? 'worse' : to < 1 / 1.05 ? 'better' : isInside ? 'equivalent' : 'undecided',
  )
  expect(from).toBeLessThanOrEqual(ratio! * (1 + 1e-12))
  expect(to).toBeGreaterThanOrEqual(ratio! * (1 - 1e-12))
}

test('the outcome is where the interval lies', () => {
  const seen = new Set<string>()
  fc.assert(
    fc.property(rounds, (pairs) => {
      const compared = compare(pairs)
      seen.add(compared.outcome)
      expectWhereItLies(compared)
    }),
    { numRuns: 300, seed: 1, endOnFailure: true },
  )
  expect([...seen].toSorted((a, b) => a.localeCompare(b))).toEqual([
    'better',
    'equivalent',
    'undecided',
    'worse',
  ])
})

test('so it is where metrics share the level', () => {
  let later = 0
  fc.assert(
    fc.property(fc.array(rounds, { minLength: 2, maxLength: 4 }), (all) => {
      const count = Math.min(...all.map((pairs) => pairs.length))
      const metrics = all.map((pairs, at) => ({
        name: String(at),
        unit: '',
        direction: 'lower is better' as const,
        gated: true,
        values: { a: pairs.map(([a]) => a), b: pairs.map(([, b]) => b) },
      }))
      const compared = compareRounds(metrics, {
        reference: 'a',
        variants: ['a', 'b'],
        looks: [count],
      }).metrics
      for (const metric of compared) expectWhereItLies(metric)
      const levels = compared
        .filter(({ outcome }) => outcome !== 'undecided')
        .map(({ confidence }) => confidence)
      if (levels.some((confidence) => confidence < 1 - 0.0101 / all.length)) later++
    }),
    // To shrink so many numbers takes minutes.
    { numRuns: 200, seed: 1, endOnFailure: true },
  )
  // More than the first step of Holm was taken, often enough to say something.
  expect(later).toBeGreaterThan(10)
})

test('the variants the other way round give the other outcome', () => {
  fc.assert(
    fc.property(rounds, (pairs) => {
      const [one, other] = [compare(pairs), compare(pairs.map(([a, b]) => [b, a] as const))]
      expect(other.outcome).toBe(reversed[one.outcome])
      expect(other.ratio).toBeCloseTo(1 / one.ratio!, 9)
      expect(other.equality_chance).toBeCloseTo(one.equality_chance!, 9)
    }),
  )
})

test('so does a metric of which more is better', () => {
  fc.assert(
    fc.property(rounds, (pairs) => {
      const [one, other] = [compare(pairs), compare(pairs, 'higher is better')]
      expect(other.outcome).toBe(reversed[one.outcome])
      expect(other.ratio).toBeCloseTo(one.ratio!, 9)
      if (one.interval) expect(other.interval!.from).toBeCloseTo(one.interval.from, 9)
    }),
  )
})

test('neither the unit nor the order of the rounds matters', () => {
  fc.assert(
    fc.property(rounds, fc.constantFrom(0.001, 8, 1e6), (pairs, scale) => {
      const one = compare(pairs)
      const other = compare(pairs.map(([a, b]) => [a * scale, b * scale] as const).toReversed())
      expect(other.ratio).toBeCloseTo(one.ratio!, 9)
      expect(other.equality_chance).toBeCloseTo(one.equality_chance!, 9)
      if (one.interval) expect(other.interval!.to).toBeCloseTo(one.interval.to, 9)
    }),
  )
})

test('a slower variant is never called less bad', () => {
  const badness = ['better', 'equivalent', 'undecided', 'worse']
  fc.assert(
    fc.property(rounds, fc.double({ min: 1, max: 2, noNaN: true }), (pairs, factor) => {
      const [one, slower] = [compare(pairs), compare(pairs.map(([a, b]) => [a, b * factor] as const))]
      expect(slower.ratio!).toBeGreaterThanOrEqual(one.ratio! * (1 - 1e-12))
      if (one.outcome === 'worse') expect(slower.outcome).toBe('worse')
      if (slower.outcome === 'better') expect(badness.indexOf(one.outcome)).toBe(0)
    }),
  )
})
