import { expect, test } from 'vitest'
import { seededRandom } from '../../../../src/foundation/random.ts'
import { rankTimes } from '../../../../src/check/history/rank-times.ts'

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
  ['many of one time, and one more', [...many(() => 3), 4]],
  ['crowds within crowds', many(() => 2 ** random.integer(-60, 60))],
])('ranks are the places among the distinct times: %s', (_, times) => {
  const { ranks, order, never } = rankTimes(Float64Array.from(times))
  const distinct = [...new Set([...times, Infinity])].sort(ascending)
  expect(never).toBe(distinct.length - 1)
  expect([...ranks]).toEqual(times.map((time) => distinct.findIndex((other) => other === time)))
  const places = times.map((_, place) => place)
  expect([...order]).toEqual(places.sort((a, b) => ascending(times[a]!, times[b]!) || a - b))
})

test.each([
  ['spread', () => random.next()],
  ['crowded at one end', () => (random.next() < 1e-3 ? 1e9 : random.next())],
  ['crowds within crowds', () => 1000 ** random.integer(0, 3) * random.next()],
  ['mostly never', () => (random.next() < 0.9 ? Infinity : random.next())],
  ['few times', () => random.integer(0, 3)],
])('looks at each of 20,000 times a few times only: %s', (_, draw) => {
  const times = Float64Array.from({ length: 20_000 }, draw)
  let looks = 0
  const counted = new Proxy(times, {
    get(target, key) {
      looks++
      return target[key as unknown as number]
    },
  })
  rankTimes(counted)
  expect(looks / times.length).toBeLessThan(30)
})

function ascending(a: number, b: number): number {
  return a === b ? 0 : a < b ? -1 : 1
}
