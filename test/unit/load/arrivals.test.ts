import { describe, expect, test } from 'vitest'
import { arrivalTimes, countArrivals } from '../../../src/load/arrivals.ts'
import type { ArrivalPlan } from '../../../src/model/load-plan.ts'

function timesOf(plan: ArrivalPlan): number[] {
  const next = arrivalTimes(plan)
  return Array.from({ length: countArrivals(plan) }, next)
}
const constant = (
  process: 'uniform' | 'poisson',
  perSecond: number,
  durationMs: number,
  seed = 11,
): ArrivalPlan => ({
  kind: 'rate',
  process,
  segments: [{ durationMs, fromPerSecond: perSecond, toPerSecond: perSecond }],
  seed,
})

describe('uniform arrivals', () => {
  test('are evenly spaced, the first at 0', () => {
    expect(timesOf(constant('uniform', 10, 500))).toEqual([0, 100, 200, 300, 400])
  })

  test('are not one more because a product of floats came out a hair too large', () => {
    expect(countArrivals(constant('uniform', 0.1, 30_000))).toBe(3)
    expect(countArrivals(constant('uniform', 1.1, 100_000))).toBe(110)
    expect(countArrivals(constant('uniform', 16.1, 30_000))).toBe(483)
  })

  test('wait for the end of a pause, rather than start with it', () => {
    const segments = [10, 0, 10].map((rate) => ({ durationMs: 500, fromPerSecond: rate, toPerSecond: rate }))
    const times = timesOf({ kind: 'rate', process: 'uniform', segments, seed: 1 })
    expect(times).toEqual([0, 100, 200, 300, 400, 1000, 1100, 1200, 1300, 1400])
  })

  test('of a ramp thin out towards its slow end', () => {
    const ramp: ArrivalPlan = {
      kind: 'rate',
      process: 'uniform',
      segments: [{ durationMs: 2000, fromPerSecond: 0, toPerSecond: 4 }],
      seed: 1,
    }
    const times = timesOf(ramp)
    // The area under the ramp is t^2, so arrival k comes at the root of k.
    expect(times).toHaveLength(4)
    for (const [index, at] of times.entries()) expect(at).toBeCloseTo(1000 * Math.sqrt(index), 6)
  })
})

describe('poisson arrivals', () => {
  const times = timesOf(constant('poisson', 200, 250_000))
  const gaps = times.map((at, index) => at - (times[index - 1] ?? 0))
  const mean = gaps.reduce((sum, gap) => sum + gap, 0) / gaps.length

  test('have the mean gap of their rate', () => {
    expect(mean / 5).toBeCloseTo(1, 1)
  })

  test('have the variance and the memorylessness of exponential gaps', () => {
    const variance = gaps.reduce((sum, gap) => sum + (gap - mean) ** 2, 0) / gaps.length
    expect(variance / mean ** 2).toBeGreaterThan(0.96)
    expect(variance / mean ** 2).toBeLessThan(1.04)
    // Exponential: 36.8 % of gaps are longer than the mean, 13.5 % longer than twice the mean.
    const longer = (factor: number): number => gaps.filter((gap) => gap > factor * mean).length / gaps.length
    expect(longer(1)).toBeCloseTo(Math.exp(-1), 1.7)
    expect(longer(2)).toBeCloseTo(Math.exp(-2), 1.7)
  })

  test('spread over the whole duration', () => {
    const perQuarter = [0, 1, 2, 3].map(
      (quarter) => times.filter((at) => Math.floor(at / 62_500) === quarter).length,
    )
    for (const count of perQuarter) expect(Math.abs(count - 12_500)).toBeLessThan(500)
  })
})

test('arrivals of a trace are its times, then nothing', () => {
  const next = arrivalTimes({ kind: 'times', timesMs: [0, 5, 5] })
  expect([next(), next(), next(), next(), next()]).toEqual([0, 5, 5, Infinity, Infinity])
})
