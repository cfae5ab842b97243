import { describe, expect, test } from 'vitest'
import { seededRandom } from '../../../src/foundation/random.ts'
import { findWarmup } from '../../../src/record/find-warmup.ts'

interface Noise {
  samplesPerSlice: number
  /** Of the logarithms of single samples. */
  sigma: number
  /** How much of a slice's deviation the next one inherits, and the deviation itself. */
  drift: { phi: number; sigma: number }
  /** Share of slices that are five times slower as a whole. */
  hiccups: number
}

const calm: Noise = { samplesPerSlice: 50, sigma: 0.5, drift: { phi: 0, sigma: 0 }, hiccups: 0 }
const usual: Noise = { samplesPerSlice: 50, sigma: 1, drift: { phi: 0.5, sigma: 0.05 }, hiccups: 0.01 }
const rough: Noise = { samplesPerSlice: 20, sigma: 1, drift: { phi: 0.5, sigma: 0.05 }, hiccups: 0.03 }
const seeds = Array.from({ length: 100 }, (_, seed) => seed + 1)

/** Medians of slices of a second; `factorAt`: how much slower the target is in each. */
function mediansOf(
  seed: number,
  slices: number,
  noise: Noise,
  factorAt: (slice: number) => number,
): number[] {
  const random = seededRandom(seed)
  const normal = (): number =>
    Math.sqrt(-2 * Math.log(1 - random.next())) * Math.cos(2 * Math.PI * random.next())
  let drift = 0
  return Array.from({ length: slices }, (_, slice) => {
    drift = noise.drift.phi * drift + noise.drift.sigma * normal()
    const level = 10 * factorAt(slice) * Math.exp(drift) * (random.next() < noise.hiccups ? 5 : 1)
    const samples = Array.from(
      { length: noise.samplesPerSlice },
      () => level * Math.exp(noise.sigma * normal()),
    )
    return samples.sort((a, b) => a - b)[Math.floor(noise.samplesPerSlice / 2)]!
  })
}

describe.each([
  ['calm', calm, 95],
  ['usual', usual, 95],
  ['rough', rough, 90],
])('on %s figures', (_, noise, least) => {
  test.each([20, 30, 60, 180])(
    'a step at 3 s of %i is found within a second in most of 100 seeds',
    (slices) => {
      const found = seeds.map((seed) => findWarmup(mediansOf(seed, slices, noise, (at) => (at < 3 ? 4 : 1))))
      expect(found.filter((at) => Math.abs(at - 3) <= 1).length).toBeGreaterThanOrEqual(least)
    },
  )

  test.each([20, 30, 60, 180])('no step in %i: nothing is cut in 95 of 100 seeds', (slices) => {
    const found = seeds.map((seed) => findWarmup(mediansOf(seed, slices, noise, () => 1)))
    expect(found.filter((at) => at === 0).length).toBeGreaterThanOrEqual(95)
  })

  test('a beginning that is faster is no warm-up', () => {
    const found = seeds.map((seed) => findWarmup(mediansOf(seed, 30, noise, (at) => (at < 5 ? 0.25 : 1))))
    expect(found.filter((at) => at === 0).length).toBeGreaterThanOrEqual(95)
  })
})

test('a level that wanders is no warm-up', () => {
  const wandering = { ...calm, drift: { phi: 0.9, sigma: 0.2 } }
  const found = seeds.map((seed) => findWarmup(mediansOf(seed, 60, wandering, () => 1)))
  expect(found.filter((at) => at === 0).length).toBeGreaterThanOrEqual(90)
})

test('one that fades away is found', () => {
  const found = seeds.map((seed) => findWarmup(mediansOf(seed, 60, calm, (at) => 1 + 4 * Math.exp(-at / 2))))
  expect(found.filter((at) => at >= 2 && at <= 10).length).toBeGreaterThanOrEqual(95)
})

test.each<[string, (number | null)[], number]>([
  ['nothing', [], 0],
  ['too few', Array.from({ length: 19 }, (_, at) => (at < 4 ? 20 : 5)), 0],
  ['one slow slice', Array.from({ length: 30 }, (_, at) => (at < 1 ? 20 : 5)), 0],
  ['all alike', Array.from({ length: 30 }, () => 5), 0],
  ['a clean step', Array.from({ length: 30 }, (_, at) => (at < 4 ? 20 : 5)), 4],
  [
    'a clean step with gaps',
    Array.from({ length: 30 }, (_, at) => (at % 5 === 1 ? null : at < 4 ? 20 : 5)),
    4,
  ],
  [
    'a clean step and a long pause',
    Array.from({ length: 30 }, (_, at) => (at === 12 ? 1e9 : at < 4 ? 20 : 5)),
    4,
  ],
  ['a step too small to matter', Array.from({ length: 30 }, (_, at) => (at < 4 ? 6 : 5)), 0],
  ['a step in the second half', Array.from({ length: 30 }, (_, at) => (at < 20 ? 20 : 5)), 0],
])('of %s', (_, values, expected) => {
  expect(findWarmup(values)).toBe(expected)
})
