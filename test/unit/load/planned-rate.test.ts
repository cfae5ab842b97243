import { describe, expect, test } from 'vitest'
import { plannedRate } from '../../../src/load/planned-rate.ts'
import type { RateSegment } from '../../../src/model/load-plan.ts'

const ramp: RateSegment[] = [
  { durationMs: 2000, fromPerSecond: 0, toPerSecond: 100 },
  { durationMs: 1000, fromPerSecond: 100, toPerSecond: 100 },
  { durationMs: 500, fromPerSecond: 100, toPerSecond: 0 },
]
const rate = (fromMs: number, toMs: number): number | null =>
  plannedRate({ kind: 'rate', process: 'uniform', segments: ramp, seed: 1 }, fromMs, toMs)

describe('the rate that a plan asks for', () => {
  test.each([
    ['while it climbs', 0, 1000, 25],
    ['later in the climb', 1000, 2000, 75],
    ['while it is steady', 2000, 3000, 100],
    ['across a bend', 1500, 2500, 93.75],
    ['in a second that the plan does not fill', 3000, 4000, 25],
    ['after its end', 4000, 5000, 0],
    ['over part of a second', 2250, 2500, 100],
  ])('%s', (_, fromMs, toMs, perSecond) => {
    expect(rate(fromMs, toMs)).toBeCloseTo(perSecond, 9)
  })

  test('is none where the starts are listed', () => {
    expect(plannedRate({ kind: 'times', timesMs: [0, 1, 2] }, 0, 1000)).toBeNull()
  })

  test('a jump of no length is no trouble', () => {
    const segments = [
      { durationMs: 1000, fromPerSecond: 10, toPerSecond: 10 },
      { durationMs: 0, fromPerSecond: 10, toPerSecond: 50 },
      { durationMs: 1000, fromPerSecond: 50, toPerSecond: 50 },
    ]
    expect(plannedRate({ kind: 'rate', process: 'poisson', segments, seed: 1 }, 500, 1500)).toBe(30)
  })
})
