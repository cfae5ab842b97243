import { expect, test } from 'vitest'
import { seededRandom } from '../../../../src/foundation/random.ts'
import { TimeRanks } from '../../../../src/check/history/time-ranks.ts'

const random = seededRandom(7)
const many = (draw: () => number) => Array.from({ length: 500 }, draw)

test.each([
  ['none', []],
  ['one', [5]],
  ['one time, often', [5, 5, 5]],
  ['only never', [Infinity, Infinity]],
  ['below 0', [-3, 0, -0.5, 3, -0]],
  ['with never', [3, Infinity, 1]],
  ['spread', many(() => random.next() * 1000)],
  ['with ties', many(() => random.integer(0, 100))],
  ['crowded at one end', [...many(() => random.next() / 1e6), 1e9]],
  ['too far apart to divide', [-1.5e308, 1.5e308, 0, 1]],
  ['too close to divide', [1, 1 + Number.EPSILON, 5e-324, 0]],
  ['as nanoseconds', many(() => 1.7e18 + random.integer(0, 1000) * 256)],
])('ranks are the places among the distinct times: %s', (_, times) => {
  const ranks = new TimeRanks(Float64Array.from(times))
  const distinct = [...new Set([...times, Infinity])].sort((a, b) => (a < b ? -1 : 1))
  expect([...ranks.times].map((time) => time + 0)).toEqual(distinct.map((time) => time + 0))
  expect(ranks.never).toBe(distinct.length - 1)
  expect(times.map((time) => ranks.rankOf(time))).toEqual(
    times.map((time) => distinct.indexOf(time + 0 === 0 ? distinct.find((t) => t === 0)! : time)),
  )
})
