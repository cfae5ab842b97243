import { expect, test } from 'vitest'
import { slopeOf, type Point } from '../../../src/foundation/slope-of.ts'

const line = (...values: number[]): Point[] => values.map((y, x) => [x, y])

test('the slope of a line is sure', () => {
  expect(slopeOf(line(0, 2, 4, 6, 8, 10), 0.002)).toEqual({ median: 2, atLeast: 2 })
})

// Kendall's distribution: of 720 orders of six, one has all pairs right; of 40,320 orders of eight, 35 have at most two wrong.
test.each<[number, number, number | null]>([
  [5, 0.002, null],
  [6, 0.001, null],
  [6, 0.0014, 0],
  [6, 0.0083, 0],
  [6, 0.0084, 1],
  [8, 0.0008, 1],
  [8, 0.0009, 2],
])('of %i points, with a risk of %f, so many slopes may lie below: %s', (count, risk, below) => {
  // All slopes differ: those between neighbours are the smallest, in order.
  const points = Array.from({ length: count }, (_, index): Point => [index, 2 ** index])
  const slopes = points
    .flatMap(([x, y], index) => points.slice(index + 1).map(([later, high]) => (high - y) / (later - x)))
    .sort((a, b) => a - b)
  expect(slopeOf(points, risk)?.atLeast ?? null).toBe(below === null ? null : slopes[below])
})

test('one point that lies far off does not move it', () => {
  expect(slopeOf(line(0, 2, 4, 600, 8, 10, 12, 14), 0.002)?.median).toBe(2)
})
