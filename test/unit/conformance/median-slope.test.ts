import { expect, test } from 'vitest'
import { medianSlope } from '../../../src/conformance/median-slope.ts'

test('a straight line has its slope, and an outlier does not change it', () => {
  const line = Array.from({ length: 7 }, (_, x): [number, number] => [x, 3 * x + 1])
  expect(medianSlope(line)).toBe(3)
  expect(medianSlope(line.with(4, [4, 1_000]))).toBe(3)
  expect(
    medianSlope([
      [0, 0],
      [1, 1],
      [2, 4],
    ]),
  ).toBe(2)
})

test('of an even number of slopes, the one between the middle two', () => {
  const corners: [number, number][] = [
    [0, 0],
    [1, 0],
    [2, 2],
    [3, 2],
  ]
  // 0, 1, 2/3, 2, 1, 0
  expect(medianSlope(corners)).toBeCloseTo((2 / 3 + 1) / 2)
})
