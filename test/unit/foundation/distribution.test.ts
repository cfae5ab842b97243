import { describe, expect, test } from 'vitest'
import { exponential, lognormal, uniform } from '../../../src/foundation/distribution.ts'
import { seededRandom, type Random } from '../../../src/foundation/random.ts'

const size = 40_000
function sample(draw: (random: Random) => number): number[] {
  const random = seededRandom(5)
  return Array.from({ length: size }, () => draw(random)).sort((a, b) => a - b)
}
const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length
const quantile = (sorted: readonly number[], share: number): number =>
  sorted[Math.floor(share * sorted.length)]!

describe('distributions', () => {
  test('exponential has its mean, and its median at ln 2 of it', () => {
    const values = sample((random) => exponential(random, 20))
    expect(mean(values) / 20).toBeCloseTo(1, 1)
    expect(quantile(values, 0.5) / (20 * Math.LN2)).toBeCloseTo(1, 1)
    expect(values[0]).toBeGreaterThanOrEqual(0)
  })

  test('lognormal has the median and the 99th percentile it was given', () => {
    const values = sample((random) => lognormal(random, 10, 80))
    expect(quantile(values, 0.5) / 10).toBeCloseTo(1, 1)
    expect(quantile(values, 0.99) / 80).toBeGreaterThan(0.93)
    expect(quantile(values, 0.99) / 80).toBeLessThan(1.07)
  })

  test('uniform stays in its range and has its mean in the middle', () => {
    const values = sample((random) => uniform(random, 4, 8))
    expect(values[0]).toBeGreaterThanOrEqual(4)
    expect(values.at(-1)).toBeLessThan(8)
    expect(mean(values)).toBeCloseTo(6, 1)
  })

  test('are finite even where the stream gives its lowest value', () => {
    const lowest: Random = { next: () => 0, integer: (from) => from, fork: () => lowest }
    expect([exponential(lowest, 5), lognormal(lowest, 5, 10), uniform(lowest, 5, 10)]).toEqual([-0, 5, 5])
  })
})
