// The error rates of comparisons, as `bench/statistics` finds them from few; with COMPARISONS=all, from all that it has (four
// minutes). Its seeds are fixed.
import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { beforeAll, expect, test } from 'vitest'

interface Rates {
  false_alarms: { noise: string; false_alarms: number; false_alarms_without_margin: number }[]
  slowdowns: { noise: string; found_p50: number }[]
  looks: { ratio: number; any_worse_or_better: number; any_worse: number; any_equivalent: number }[]
  smallest_effects: { found: number }[]
  quantiles: { alike: number; covered: number; covered_if_taken_for_independent: number }[]
}

const isFull = process.env['COMPARISONS'] === 'all'
const bench = fileURLToPath(new URL('../../bench/statistics/index.mjs', import.meta.url))
let rates: Rates

beforeAll(() => {
  const { stdout, stderr, status } = spawnSync(process.execPath, [bench, ...(isFull ? [] : ['small'])], {
    encoding: 'utf8',
  })
  if (status !== 0) throw new Error(stderr)
  rates = JSON.parse(stdout) as Rates
}, 900_000)

test('there is no false alarm among variants that are the same', () => {
  expect(rates.false_alarms.length).toBe(5)
  for (const each of rates.false_alarms) {
    expect(each.false_alarms).toBeLessThanOrEqual(isFull ? 0.01 : 0)
    // Of 60, one.
    expect(each.false_alarms_without_margin).toBeLessThan(isFull ? 0.014 : 0.02)
  }
})

test('a slowdown of 10 % is found', () => {
  expect(rates.slowdowns.length).toBe(isFull ? 5 : 4)
  for (const { found_p50: found } of rates.slowdowns) expect(found).toBeGreaterThanOrEqual(isFull ? 0.95 : 1)
})

test('looking several times is not wrong more often', () => {
  expect(rates.looks.length).toBeGreaterThan(5)
  for (const { ratio, ...any } of rates.looks) {
    if (ratio === 1) expect(any.any_worse_or_better).toBe(0)
    if (ratio === 1.05)
      expect(Math.max(any.any_worse, any.any_equivalent)).toBeLessThan(isFull ? 0.008 : 0.04)
    if (ratio === 1.15) expect(any.any_worse).toBe(1)
  }
})

test('the smallest effect is found about 95 times of 100', () => {
  for (const { found } of rates.smallest_effects) {
    expect(found).toBeGreaterThan(0.85)
    expect(found).toBeLessThan(0.99)
  }
})

test('the interval of a quantile holds it where samples are alike, and a plain one does not', () => {
  for (const { alike, ...each } of rates.quantiles) {
    expect(each.covered).toBeGreaterThanOrEqual(isFull ? 0.98 : 0.9)
    if (alike > 0) expect(each.covered_if_taken_for_independent).toBeLessThan(0.9)
  }
})
