// Every statistic of src/compare beside SciPy, or its definition; golden/write-golden.py wrote the values.
import { describe, expect, test } from 'vitest'
import { designEffect } from '../../../src/compare/design-effect.ts'
import { binomialCdf } from '../../../src/compare/distributions/binomial-cdf.ts'
import { incompleteBeta } from '../../../src/compare/distributions/incomplete-beta.ts'
import { logGamma } from '../../../src/compare/distributions/log-gamma.ts'
import { normalCdf } from '../../../src/compare/distributions/normal-cdf.ts'
import { normalQuantile } from '../../../src/compare/distributions/normal-quantile.ts'
import { studentQuantile } from '../../../src/compare/distributions/student-quantile.ts'
import { holm } from '../../../src/compare/holm.ts'
import { quantileRanks } from '../../../src/compare/quantile-ranks.ts'
import { signFlip } from '../../../src/compare/sign-flip.ts'
import { SignedRank } from '../../../src/compare/signed-rank.ts'
import golden from './golden/golden.json' with { type: 'json' }

/** Equal but for a share: a small chance must be right too. */
function expectNear(actual: number, expected: number, share = 1e-10): void {
  expect(Math.abs(actual - expected), `${actual}, and not ${expected}`).toBeLessThanOrEqual(
    share * Math.abs(expected) + 1e-300,
  )
}

test('the golden values come from SciPy', () => {
  expect(golden.scipy).toMatch(/^1\.\d+\.\d+$/)
})

describe('distributions', () => {
  const { distributions } = golden
  test.each(distributions.normalCdf)('normal: at most $x', ({ x, p }) => expectNear(normalCdf(x), p))
  test.each(distributions.normalQuantile)('normal: with chance $p', ({ x, p }) =>
    p === 0.5 ? expect(normalQuantile(p)).toBeCloseTo(0, 12) : expectNear(normalQuantile(p), x),
  )
  test.each(distributions.binomialCdf)('binomial: at most $k of $n', ({ k, n, q, p }) =>
    expectNear(binomialCdf(k, n, q), p, 1e-7),
  )
  test.each(distributions.incompleteBeta)('beta: $a, $b up to $x', ({ a, b, x, p }) =>
    expectNear(incompleteBeta(x, a, b), p, 1e-8),
  )
  test.each(distributions.logGamma)('logarithm of gamma of $x', ({ x, value }) =>
    expectNear(logGamma(x), value),
  )
  test.each(distributions.studentQuantile)('t: $p, $freedom degrees', ({ p, freedom, x }) =>
    expectNear(studentQuantile(p, freedom), x, 1e-8),
  )
})

describe.each(golden.signedRank)('signed rank of $differences.length', ({ differences, ...expected }) => {
  const ranks = new SignedRank(differences)
  test('estimate', () => expectNear(ranks.estimate, expected.estimate))
  test.each(expected.tests)('chances at $centre', ({ centre, above, below }) => {
    expectNear(ranks.chanceAbove(centre), above, 1e-9)
    expectNear(ranks.chanceBelow(centre), below, 1e-9)
  })
  test.each(expected.intervals)('interval at $tail', ({ tail, ends }) => {
    const interval = ranks.interval(tail)
    if (ends === null) return expect(interval).toBeNull()
    expectNear(interval!.from, ends[0]!)
    expectNear(interval!.to, ends[1]!)
    expect(interval!.tail).toBeLessThanOrEqual(tail)
  })
})

test.each(golden.signedRankTies)('ties and zeros make $differences no surer', ({ differences, above }) => {
  expect(new SignedRank(differences).chanceAbove(0)).toBeGreaterThanOrEqual(above - 1e-12)
})

test('ties and zeros count against what is tested', () => {
  // Of 36 averages of eight, all but those with the -1 are above 0: seven pairs are at 0, and the -1 itself is below.
  expectNear(
    new SignedRank([1, 1, 1, 1, 1, 1, 1, -1]).chanceAbove(0),
    new SignedRank([1, 2, 3, 4, 5, 6, 7, -8]).chanceAbove(0),
  )
  expect(new SignedRank([0, 0, 0, 0, 0, 0, 0, 0]).chanceAbove(0)).toBe(1)
  expect(new SignedRank([0, 0, 0, 0, 0, 0, 0, 0]).chanceBelow(0)).toBe(1)
})

test.each(golden.signFlip)('sign flips of $differences', ({ differences, p }) => {
  expectNear(signFlip(differences), p, 1e-9)
})

test('there is nothing to flip in zeros', () => {
  expect(signFlip([0, 0, 0])).toBe(1)
})

test.each(golden.quantileRanks)('ranks around $quantile of $count, at $confidence', (each) => {
  const { count, quantile, confidence } = each
  expect(quantileRanks(count, quantile, (1 - confidence) / 2)).toEqual({ from: each.from, to: each.to })
})

describe.each(golden.holm)('Holm of $p', ({ p, adjusted }) => {
  test.each([0.01, 0.03, 0.05, 0.1])('at %f', (level) => {
    expect(holm(p, level).map(({ rejected }) => rejected)).toEqual(adjusted.map((chance) => chance <= level))
  })
})

test('the design effect of batches', () => {
  const { samples, beyond, tail, effect } = golden.designEffect
  const stretches = samples.map((count, at) => ({ samples: count, beyond: beyond[at]! }))
  expectNear(designEffect(stretches, tail)!, effect, 1e-9)
})
