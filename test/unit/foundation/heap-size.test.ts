import { expect, test } from 'vitest'
import { heapSizeOf } from '../../../src/foundation/heap-size.ts'

test.each<[string, unknown, number, number]>([
  ['a map of texts', new Map(Array.from({ length: 1_000 }, (_, at) => [`key ${at}`, at])), 70_000, 150_000],
  ['a list of objects', Array.from({ length: 1_000 }, (_, at) => ({ at })), 40_000, 80_000],
  ['a set', new Set(Array.from({ length: 1_000 }, (_, at) => at)), 25_000, 80_000],
  ['what lies outside of the heap', new Uint8Array(1e6), 100, 1_000],
  ['nothing', null, 0, 0],
  ['a function', () => {}, 0, 0],
])('%s', (_, root, least, most) => {
  const bytes = heapSizeOf([root])
  expect(bytes).toBeGreaterThanOrEqual(least)
  expect(bytes).toBeLessThanOrEqual(most)
})

test('what is held twice is counted once, and circles end', () => {
  const name = 'x'.repeat(1_000)
  const circle: { self?: unknown; name: string } = { name }
  circle.self = circle
  expect(heapSizeOf([circle, [circle], name, undefined, name])).toBeLessThan(3_000)
})
