import { expect, test } from 'vitest'
import { SignedRank } from '../../../src/compare/signed-rank.ts'
import { smallestEffect } from '../../../src/compare/smallest-effect.ts'
import { seededRandom } from '../../../src/foundation/random.ts'
import { median } from '../../../src/record/median.ts'

const margin = Math.log(1.05)

test.each([
  [8, 0.005],
  [12, 0.0025],
  [30, 0.005],
])('with %i rounds at %f, an effect of that size is called worse in about 95 of 100 runs', (rounds, tail) => {
  const random = seededRandom(1)
  const normal = (): number =>
    Math.sqrt(-2 * Math.log(1 - random.next())) * Math.cos(2 * Math.PI * random.next())
  const intervals = Array.from({ length: 400 }, () =>
    new SignedRank(Array.from({ length: rounds }, () => 0.03 * normal())).interval(tail)!,
  )
  const effect = median(intervals.map((interval) => smallestEffect(interval, margin)))
  const found = intervals.filter(({ from }) => from + effect > margin).length / 400
  expect(found).toBeGreaterThan(0.9)
  expect(found).toBeLessThan(0.98)
})

test('without noise it is the margin', () => {
  expect(smallestEffect({ count: 10, from: 0.01, to: 0.01, tail: 0.001 }, margin)).toBe(margin)
})
