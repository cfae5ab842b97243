import { expect, test } from 'vitest'
import { seededRandom } from '../../../src/foundation/random.ts'
import { findDrift } from '../../../src/record/find-drift.ts'

const noisy = (seed: number, count: number, at: (share: number) => number): number[] => {
  const random = seededRandom(seed)
  return Array.from({ length: count }, (_, slice) => at(slice / count) * (0.8 + 0.4 * random.next()))
}
const of100 = (count: number, at: (share: number) => number): number[] =>
  Array.from({ length: 100 }, (_, seed) => findDrift(noisy(seed, count, at)))

test.each([10, 17, 40, 100])('of %i slices, one way is seen', (count) => {
  expect(
    of100(count, (share) => 10 + 100 * share).filter((factor) => factor > 1.5).length,
  ).toBeGreaterThanOrEqual(95)
  expect(
    of100(count, (share) => 10 * 0.1 ** share).filter((factor) => factor < 0.6).length,
  ).toBeGreaterThanOrEqual(95)
})

test.each([10, 17, 40, 100])('of %i slices, a level is none', (count) => {
  expect(of100(count, () => 10).filter((factor) => factor !== 1).length).toBe(0)
})

test.each<[string, (number | null)[], number]>([
  ['too few', [1, 2, 4, 8, 16, 32, 64, 128, 256], 1],
  ['just enough', [1, 2, 4, 8, 16, 32, 64, 128, 256, 512], 32],
  ['those with gaps', [1, null, 2, 4, 8, 16, null, 32, 64, 128, 256, 512, null], 32],
  ['those that fall', [512, 256, 128, 64, 32, 16, 8, 4, 2, 1], 1 / 32],
  ['too small a rise', Array.from({ length: 20 }, (_, at) => 100 + at), 1],
  ['up and down', [1, 2, 4, 8, 16, 16, 8, 4, 2, 1], 1],
  ['all alike', Array.from({ length: 20 }, () => 5), 1],
])('of %s', (_, values, expected) => {
  expect(findDrift(values)).toBeCloseTo(expected)
})
