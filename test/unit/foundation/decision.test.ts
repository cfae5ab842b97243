import { expect, test } from 'vitest'
import { decisionsOf } from '../../../src/foundation/decision.ts'

const first = (seed: number, label: string, count: number): number[] =>
  Array.from({ length: count }, (_, n) => decisionsOf(seed, label)(n))

test('a decision depends on seed, label and number alone, not on what was asked before', () => {
  const inOrder = first(7, 'delay', 100)
  const decide = decisionsOf(7, 'delay')
  expect(Array.from({ length: 100 }, (_, n) => decide(99 - n)).toReversed()).toEqual(inOrder)
  expect(first(8, 'delay', 3)).not.toEqual(inOrder.slice(0, 3))
  expect(first(7, 'drop', 3)).not.toEqual(inOrder.slice(0, 3))
})

test('decisions are spread evenly over [0, 1), each label apart from the next, up to large numbers', () => {
  const counts = Array.from({ length: 20 }, () => 0)
  let products = 0
  const [one, other] = [decisionsOf(1, 'a'), decisionsOf(1, 'b')]
  const total = 20_000
  for (let n = 0; n < total; n++) {
    const value = one(n % 2 === 0 ? n : 2 ** 40 + n)
    expect(value).toBeGreaterThanOrEqual(0)
    counts[Math.floor(value * 20)]!++
    products += (one(n) - 0.5) * (other(n) - 0.5)
  }
  const expected = total / 20
  const chiSquare = counts.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0)
  // 99.99 % of uniform samples stay below, with 19 degrees of freedom.
  expect(chiSquare).toBeLessThan(50)
  // The standard deviation of the mean product is 1/12 / sqrt(n).
  expect(Math.abs(products / total)).toBeLessThan(5 / 12 / Math.sqrt(total))
})
