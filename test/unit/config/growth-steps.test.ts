import { expect, test } from 'vitest'
import { fewestProbes, growthSteps } from '../../../src/config/growth-steps.ts'

test.each([
  // Twice as much each time, where the probes allow it.
  [64, 0.05, 12, 6],
  [2, 0.05, 12, 1],
  [3, 0.05, 12, 2],
  // More than twice, where they do not.
  [64, 0.05, 10, 4],
  [100_000, 0.05, 12, 5],
  [64, 0.05, 9, 3],
  [64, 0.05, 8, null],
] as const)(
  'a search over a ratio of %d to %d in %d probes grows in %s steps',
  (ratio, tolerance, probes, steps) => {
    expect(growthSteps(ratio, tolerance, probes)).toBe(steps)
  },
)

test('as few as a search needs are told', () => {
  expect(fewestProbes(64, 0.05)).toBe(9)
  expect(growthSteps(64, 0.05, 9)).not.toBeNull()
})
