import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { dataFrom } from '../../../src/data/data-from.ts'
import type { DataOrder } from '../../../src/data/orders.ts'
import { seededRandom } from '../../../src/foundation/random.ts'

const seeds = fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 })
const sizes = fc.integer({ min: 1, max: 300 })
const dealt = (items: readonly number[], order: DataOrder, seed: number, indexes: readonly number[]) => {
  const draw = dataFrom(items, { order }).open({ random: seededRandom(seed), agents: [] })
  return indexes.map((index) => draw({ index, agent: null }))
}
const upTo = (count: number) => Array.from({ length: count }, (_, index) => index)

test('unique gives a permutation, whatever order the iterations come in', () => {
  fc.assert(
    fc.property(
      seeds,
      sizes.chain((size) => fc.shuffledSubarray(upTo(size), { minLength: size })),
      (seed, indexes) => {
        const items = upTo(indexes.length).map((index) => 10 * index)
        const drawn = dealt(items, 'unique', seed, indexes)
        expect(drawn.toSorted((a, b) => a - b)).toEqual(items)
      },
    ),
  )
})

test('random gives items of the source, the same for the same seed and iteration', () => {
  fc.assert(
    fc.property(seeds, sizes, fc.array(fc.nat(), { minLength: 1 }), (seed, size, indexes) => {
      const drawn = dealt(upTo(size), 'random', seed, indexes)
      expect(drawn.every((item) => Number.isInteger(item) && item >= 0 && item < size)).toBe(true)
      expect(dealt(upTo(size), 'random', seed, indexes.toReversed()).toReversed()).toEqual(drawn)
    }),
  )
})

test('circular goes round and sequential straight on, whatever the seed', () => {
  fc.assert(
    fc.property(seeds, sizes, fc.array(fc.nat(), { minLength: 1 }), (seed, size, indexes) => {
      expect(dealt(upTo(size), 'circular', seed, indexes)).toEqual(indexes.map((index) => index % size))
      const within = indexes.map((index) => index % size)
      expect(dealt(upTo(size), 'sequential', seed, within)).toEqual(within)
    }),
  )
})
