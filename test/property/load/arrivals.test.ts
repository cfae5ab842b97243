import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { arrivalTimes, countArrivals, integrate } from '../../../src/load/arrivals.ts'
import type { ArrivalPlan, RateSegment } from '../../../src/model/load-plan.ts'

// A rate of exactly 0 is asked for often: a stretch without arrivals is where inverting the area can go wrong.
const rate = fc.oneof(
  { weight: 1, arbitrary: fc.constant(0) },
  { weight: 3, arbitrary: fc.double({ min: 0, max: 500, noNaN: true }) },
)
const segment: fc.Arbitrary<RateSegment> = fc
  .record({
    durationMs: fc.integer({ min: 1, max: 4000 }),
    fromPerSecond: rate,
    toPerSecond: rate,
    flat: fc.boolean(),
  })
  .map(({ flat, ...given }) => (flat ? { ...given, toPerSecond: given.fromPerSecond } : given))
const segments = fc.array(segment, { minLength: 1, maxLength: 6 })
const seed = fc.integer()
const runs = { numRuns: 1000, seed: 20_251_129 }

/** The integral of the rate from 0 to `untilMs`, worked out another way than the code under test does: by trapezoid. */
function areaUntil(profile: readonly RateSegment[], untilMs: number): number {
  let beginMs = 0
  let area = 0
  for (const { durationMs, fromPerSecond, toPerSecond } of profile) {
    const insideMs = Math.min(Math.max(untilMs - beginMs, 0), durationMs)
    const rateThere = fromPerSecond + ((toPerSecond - fromPerSecond) * insideMs) / durationMs
    area += ((fromPerSecond + rateThere) / 2) * (insideMs / 1000)
    beginMs += durationMs
  }
  return area
}

const lengthOf = (profile: readonly RateSegment[]): number =>
  profile.reduce((sum, { durationMs }) => sum + durationMs, 0)

function allTimes(plan: ArrivalPlan): number[] {
  const next = arrivalTimes(plan)
  const times: number[] = []
  for (let at = next(); at !== Infinity; at = next()) times.push(at)
  return times
}

const rated = (
  process: 'uniform' | 'poisson',
  profile: readonly RateSegment[],
  planSeed: number,
): ArrivalPlan => ({
  kind: 'rate',
  process,
  segments: profile,
  seed: planSeed,
})

describe.each(['uniform', 'poisson'] as const)('%s arrivals, 1,000 random profiles', (process) => {
  test('are as many as the integral of the rate, give or take one', () => {
    fc.assert(
      fc.property(segments, seed, (profile, planSeed) => {
        const plan = rated(process, profile, planSeed)
        const times = allTimes(plan)
        expect(times).toHaveLength(countArrivals(plan))
        expect(Math.abs(times.length - areaUntil(profile, lengthOf(profile)))).toBeLessThanOrEqual(1)
        expect(integrate(profile)).toBeCloseTo(areaUntil(profile, lengthOf(profile)), 6)
      }),
      runs,
    )
  })

  test('come in ascending order, within the duration', () => {
    fc.assert(
      fc.property(segments, seed, (profile, planSeed) => {
        const times = allTimes(rated(process, profile, planSeed))
        let last = 0
        for (const at of times) {
          if (!(at >= last)) throw new Error(`${at} after ${last}`)
          last = at
        }
        expect(last).toBeLessThanOrEqual(lengthOf(profile))
      }),
      runs,
    )
  })

  test('are the same for the same plan', () => {
    fc.assert(
      fc.property(segments, seed, (profile, planSeed) => {
        const plan = rated(process, profile, planSeed)
        expect(allTimes(structuredClone(plan))).toEqual(allTimes(plan))
      }),
      { ...runs, numRuns: 100 },
    )
  })

  test('never start where the rate is zero', () => {
    fc.assert(
      fc.property(segments, seed, fc.integer({ min: 2, max: 5000 }), (profile, planSeed, pauseMs) => {
        const pause = { durationMs: pauseMs, fromPerSecond: 0, toPerSecond: 0 }
        const beginMs = lengthOf(profile)
        const times = allTimes(rated(process, [...profile, pause, ...profile], planSeed))
        expect(times.filter((at) => at > beginMs + 0.01 && at < beginMs + pauseMs - 0.01)).toEqual([])
      }),
      { ...runs, numRuns: 300 },
    )
  })
})

test('uniform arrivals follow the integral at every moment, give or take one', () => {
  fc.assert(
    fc.property(
      segments,
      fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 20 }),
      (profile, shares) => {
        const times = allTimes(rated('uniform', profile, 1))
        for (const share of shares) {
          const atMs = share * lengthOf(profile)
          const before = times.filter((time) => time < atMs).length
          // A hair above one, for times that fall on `atMs` but for rounding.
          expect(Math.abs(before - areaUntil(profile, atMs))).toBeLessThanOrEqual(1 + 1e-6)
        }
      },
    ),
    runs,
  )
})

test('poisson arrivals are others for another seed', () => {
  const busy = fc.array(
    fc.record({
      durationMs: fc.integer({ min: 500, max: 2000 }),
      fromPerSecond: fc.constant(100),
      toPerSecond: rate,
    }),
    {
      minLength: 1,
      maxLength: 4,
    },
  )
  fc.assert(
    fc.property(busy, fc.uniqueArray(seed, { minLength: 2, maxLength: 2 }), (profile, [one, other]) => {
      expect(allTimes(rated('poisson', profile, one!))).not.toEqual(
        allTimes(rated('poisson', profile, other!)),
      )
    }),
    { ...runs, numRuns: 100 },
  )
})
