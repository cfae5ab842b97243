import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { growthSteps } from '../../../src/config/growth-steps.ts'
import { bracketOf, nextRate, type Finding, type Sighting } from '../../../src/run/next-rate.ts'

/** All probes of a search in which `find` says what comes of each. */
function search(
  terms: {
    minPerSecond: number
    maxPerSecond: number
    tolerance: number
    growthSteps: number
    maxProbes: number
  },
  find: (ratePerSecond: number) => Finding,
): Sighting[] {
  const seen: Sighting[] = []
  for (let rate = nextRate(terms, seen); rate !== null; rate = nextRate(terms, seen)) {
    seen.push({ ratePerSecond: rate, finding: find(rate) })
    if (seen.length > 200) throw new Error('it never ends')
  }
  return seen
}

const upTo = (capacity: number) => (rate: number) => (rate <= capacity ? 'kept' : 'breached')
const terms = { minPerSecond: 10, maxPerSecond: 160, tolerance: 0.05, growthSteps: 4, maxProbes: 8 }
const ratesOf = (seen: Sighting[]): number[] =>
  seen.map(({ ratePerSecond }) => Math.round(ratePerSecond * 10) / 10)

test('it grows until a breach, and then halves the gap on the logarithm', () => {
  expect(ratesOf(search(terms, upTo(50)))).toEqual([10, 20, 40, 80, 56.6, 47.6, 51.9, 49.7])
})

test('rates have no digits that nobody gave them', () => {
  const seen = search(
    { ...terms, minPerSecond: 25, maxPerSecond: 1600, tolerance: 1, growthSteps: 6 },
    upTo(100),
  )
  expect(seen.map(({ ratePerSecond }) => ratePerSecond)).toEqual([25, 50, 100, 200])
  // Halves of halves: the rounding of the first must not be seen in the last.
  const halved = search(
    { ...terms, minPerSecond: 10, maxPerSecond: 1000, growthSteps: 7, maxProbes: 12 },
    upTo(100),
  )
  expect(halved.map(({ ratePerSecond }) => ratePerSecond)).toContain(100)
  const roots = search(terms, upTo(50)).map(({ ratePerSecond }) => String(ratePerSecond).length)
  expect(Math.max(...roots)).toBeLessThanOrEqual(10)
})

test('the lowest rate alone, where that is too high', () => {
  expect(ratesOf(search(terms, upTo(9)))).toEqual([10])
  expect(ratesOf(search(terms, () => 'saturated'))).toEqual([10])
})

test('up to the highest rate, to the digit, where all are kept', () => {
  // As a product of its parts, the last of these would be 60.99999999999999.
  const uneven = { ...terms, minPerSecond: 7, maxPerSecond: 61, growthSteps: 1 }
  expect(search(uneven, upTo(1000)).map(({ ratePerSecond }) => ratePerSecond)).toEqual([7, 61])
  expect(ratesOf(search(terms, upTo(1000)))).toEqual([10, 20, 40, 80, 160])
})

test('below a rate that saturated the generator, a breach is looked for', () => {
  const find = (rate: number): Finding => (rate <= 30 ? 'kept' : rate < 70 ? 'breached' : 'saturated')
  const { kept, above } = bracketOf(search(terms, find))
  expect(above!.finding).toBe('breached')
  expect(above!.ratePerSecond / kept!.ratePerSecond).toBeLessThanOrEqual(1.05)
})

test('a rate that saturates the generator is tried once more, where there is a probe for that', () => {
  const stumbling = (times: number) => {
    let left = times
    return (rate: number): Finding => {
      if (rate > 75 && rate < 85 && left-- > 0) return 'saturated'
      return rate <= 50 ? 'kept' : 'breached'
    }
  }
  const roomy = { ...terms, maxProbes: 12 }
  expect(ratesOf(search(roomy, stumbling(1)))).toEqual([10, 20, 40, 80, 80, 56.6, 47.6, 51.9, 49.7])
  expect(ratesOf(search(roomy, stumbling(2)))).toEqual([10, 20, 40, 80, 80, 56.6, 47.6, 51.9, 49.7])
  // One more step of growth, if it was kept, and four halvings.
  expect(ratesOf(search({ ...terms, maxProbes: 10 }, stumbling(1)))).toHaveLength(9)
  expect(ratesOf(search({ ...terms, maxProbes: 9 }, stumbling(1)))).toEqual([
    10, 20, 40, 80, 56.6, 47.6, 51.9, 49.7,
  ])
  const again = search(roomy, (rate) => (rate > 15 && rate < 25 ? 'saturated' : 'kept'))
  expect(ratesOf(again)).toEqual([10, 20, 20, 14.1, 16.8, 16.8, 15.4, 15.4, 14.8])
})

test('what the second probe of a rate says counts', () => {
  let first = true
  const find = (rate: number): Finding => {
    if (rate !== 40 || !first) return rate <= 50 ? 'kept' : 'breached'
    first = false
    return 'saturated'
  }
  const { kept, above } = bracketOf(search({ ...terms, maxProbes: 12 }, find))
  expect(kept!.ratePerSecond).toBeGreaterThan(47)
  expect(above!.finding).toBe('breached')
})

const anyTerms = fc
  .record({
    minPerSecond: fc.double({ min: 0.01, max: 1000, noNaN: true }),
    ratio: fc.double({ min: 1.01, max: 100_000, noNaN: true }),
    tolerance: fc.double({ min: 0.001, max: 1, noNaN: true }),
    maxProbes: fc.integer({ min: 2, max: 30 }),
  })
  .map(({ minPerSecond, ratio, tolerance, maxProbes }) => ({
    minPerSecond,
    maxPerSecond: minPerSecond * ratio,
    tolerance,
    maxProbes,
    growthSteps: growthSteps(ratio, tolerance, maxProbes) ?? 0,
  }))
  .filter(({ growthSteps: steps }) => steps > 0)

test('whatever the capacity is, it is met within the tolerance and in the probes that there are', () => {
  fc.assert(
    fc.property(anyTerms, fc.double({ min: 0, max: 1, noNaN: true }), (given, at) => {
      const { minPerSecond, maxPerSecond, tolerance, maxProbes } = given
      const capacity = minPerSecond * (maxPerSecond / minPerSecond) ** at
      const seen = search(given, upTo(capacity))
      expect(seen.length).toBeLessThanOrEqual(maxProbes)
      const { kept } = bracketOf(seen)
      expect(kept!.ratePerSecond).toBeLessThanOrEqual(capacity)
      expect(kept!.ratePerSecond).toBeGreaterThanOrEqual((capacity / (1 + tolerance)) * (1 - 1e-6))
    }),
  )
})

test('whatever the probes say, it ends in time, and a rate that was kept stands right below one that was not', () => {
  const finding = fc.constantFrom<Finding>('kept', 'breached', 'saturated')
  fc.assert(
    fc.property(anyTerms, fc.array(finding, { minLength: 31, maxLength: 31 }), (given, findings) => {
      const { maxPerSecond, tolerance, maxProbes } = given
      let next = 0
      const seen = search(given, () => findings[next++]!)
      expect(seen.length).toBeLessThanOrEqual(maxProbes)
      const { kept, above } = bracketOf(seen)
      if (kept === null) expect(new Set(ratesOf(seen)).size).toBe(1)
      else if (above === null) expect(kept.ratePerSecond).toBe(maxPerSecond)
      else expect(above.ratePerSecond / kept.ratePerSecond).toBeLessThanOrEqual((1 + tolerance) * (1 + 1e-6))
      if (kept && above) expect(above.ratePerSecond).toBeGreaterThan(kept.ratePerSecond)
    }),
  )
})
