import { describe, expect, test } from 'vitest'
import type { Bucket } from '../../../src/compare/bucket.ts'
import { designEffect } from '../../../src/compare/design-effect.ts'
import { judgeQuantile, type JudgedQuantile } from '../../../src/compare/judge-quantile.ts'
import { quantileRanks } from '../../../src/compare/quantile-ranks.ts'
import { quantileInterval } from '../../../src/compare/quantile-interval.ts'
import { seededRandom } from '../../../src/foundation/random.ts'

/** Whole numbers, each a bucket of its own. */
function bucketsOf(values: readonly number[]): Bucket[] {
  const counts = new Map<number, number>()
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1)
  return [...counts].sort(([a], [b]) => a - b).map(([value, count]) => ({ from: value, to: value, count }))
}
const stretchesOf = (values: readonly number[], count: number): Bucket[][] =>
  Array.from({ length: count }, (_, at) =>
    bucketsOf(values.slice((at * values.length) / count, ((at + 1) * values.length) / count)),
  )
const random = seededRandom(1)
/** 1 to 1,000, evenly. */
const even = Array.from({ length: 20_000 }, () => random.integer(1, 1000))
/** The same values, of which each second of 20 holds those of one size. */
const clumped = [...even].sort((a, b) => a - b)
const judge = (values: readonly number[], limit: number, quantile = 0.5): JudgedQuantile =>
  judgeQuantile(bucketsOf(values), stretchesOf(values, 20), { quantile, limit, confidence: 0.99 })

describe('a limit', () => {
  test.each([
    [520, 'pass'],
    [500, 'undecided'],
    [480, 'fail'],
  ])('on p50 of 500: at most %i is %s', (limit, outcome) => {
    expect(judge(even, limit)).toMatchObject({ outcome, samples: 20_000 })
  })

  test('is kept by an interval that reaches it', () => {
    const { to, from } = judge(even, 500)
    expect(judge(even, to!).outcome).toBe('pass')
    expect(judge(even, to! - 1).outcome).toBe('undecided')
    expect(judge(even, from!).outcome).toBe('undecided')
    expect(judge(even, from! - 1).outcome).toBe('fail')
  })

  test('that is not decided says how many samples would', () => {
    const few = even.slice(0, 2000)
    const near = judge(few, 530)
    expect(near).toMatchObject({ outcome: 'undecided', reason: 'its interval reaches across the limit' })
    expect(near.samplesNeeded).toBeGreaterThan(2000)
    expect(near.samplesNeeded).toBeLessThan(10_000)
    expect(judge(few, 520).samplesNeeded).toBeGreaterThan(near.samplesNeeded!)
    expect(judge(even, 530)).toMatchObject({ outcome: 'pass', samplesNeeded: null, reason: null })
  })

  test.each([1, 2])('on p99 of 100 samples in %i values is open above: 459 could do at best', (kinds) => {
    const few = Array.from({ length: 100 }, (_, at) => 5 + (at % kinds))
    const judged = judge(few, 10, 0.99)
    expect(judged).toMatchObject({
      outcome: 'undecided',
      to: null,
      reason: 'so few samples do not bound it from above',
    })
    // 0.99^n is at most 0.005 from 528 samples on.
    const worth = judged.samples / judged.effectiveSamples!
    expect(judged.samplesNeeded).toBe(Math.ceil(528 * worth))
  })

  test('that is the quantile itself is not decided by any number of samples', () => {
    const half = Array.from({ length: 2000 }, (_, at) => (at % 2 === 0 ? 1 : 3))
    expect(judge(half, 2)).toMatchObject({ outcome: 'undecided', samplesNeeded: null })
    expect(judge(half, 2).reason).toContain('too close to the limit')
  })
})

describe('samples that are alike', () => {
  test('are worth fewer', () => {
    const [plain, alike] = [judge(even, 500), judge(clumped, 500)]
    expect(plain.effectiveSamples).toBeGreaterThan(10_000)
    expect(alike.effectiveSamples).toBeLessThan(100)
    expect(alike.to! - alike.from!).toBeGreaterThan(4 * (plain.to! - plain.from!))
  })

  test('cannot be told from fewer than ten stretches that hold any', () => {
    const nine = stretchesOf(even, 9)
    const settings = { quantile: 0.5, limit: 900, confidence: 0.99 }
    expect(judgeQuantile(bucketsOf(even), [...nine, [], []], settings)).toMatchObject({
      outcome: 'undecided',
      effectiveSamples: null,
      samplesNeeded: null,
      reason: expect.stringContaining('at least 10'),
    })
    expect(judgeQuantile(bucketsOf(even), stretchesOf(even, 10), settings).outcome).toBe('pass')
  })

  test('are seen where the bucket of the quantile holds most of them', () => {
    // The median is 5 whatever comes; below it nearly everything lies in half of the stretches.
    const values = Array.from({ length: 2000 }, (_, at) => (at < 1000 ? (at % 10 < 9 ? 1 : 5) : 5))
    expect(judge(values, 5).effectiveSamples).toBeLessThan(100)
  })
})

test('a batch is made of neighbouring stretches', () => {
  // One up, one down: alike within two stretches, and so are batches of two.
  const stretches = Array.from({ length: 40 }, (_, at) => ({ samples: 100, beyond: at % 2 === 0 ? 5 : 15 }))
  expect(designEffect(stretches, 0.005)).toBe(1)
  expect(designEffect(stretches.slice(0, 20), 0.005)).toBeGreaterThan(2)
})

test('the interval counts a bucket with its wrong end', () => {
  const wide = (values: readonly number[]): Bucket[] =>
    bucketsOf(values.map((value) => Math.floor(value / 100))).map(({ from, count }) => ({
      from: from * 100,
      to: from * 100 + 99,
      count,
    }))
  const stretches = Array.from({ length: 20 }, (_, at) => wide(even.slice(at * 1000, (at + 1) * 1000)))
  const { from, to, value } = quantileInterval(wide(even), stretches, 0.45, 0.99)
  expect({ from, to, value }).toEqual({ from: 400, to: 499, value: 499 })
})

test('of independent samples it is theirs of those ranks, and of fewer effective ones those of the same shares', () => {
  // 1 to 1,000, each stretch with one of each 20 in turn: as even as can be.
  const spread = Array.from({ length: 1000 }, (_, at) => 20 * (at % 50) + Math.floor(at / 50) + 1)
  expect(judge(spread, 0)).toMatchObject({ effectiveSamples: 1000, from: 459, to: 542, value: 500 })
  expect(quantileRanks(1000, 0.5, 0.005)).toEqual({ from: 459, to: 542 })

  const sorted = spread.toSorted((a, b) => a - b)
  const { effectiveSamples: worth, from, to } = judge(sorted, 0)
  const ranks = quantileRanks(worth!, 0.5, 0.005)
  expect(worth).toBeLessThan(100)
  expect([from, to]).toEqual([
    Math.floor(((ranks.from! - 1) * 1000) / worth!) + 1,
    Math.ceil((ranks.to! * 1000) / worth!),
  ])
})
