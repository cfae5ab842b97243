import { expect, test } from 'vitest'
import { dataFrom } from '../../../src/data/data-from.ts'
import { pickAt } from '../../../src/data/pick-at.ts'
import { seededRandom } from '../../../src/foundation/random.ts'
import { contextOf, drawAll, problemOf } from './draw-all.ts'

const abc = ['a', 'b', 'c']
const hundred = Array.from({ length: 100 }, (_, index) => index)

test('sequential is the default: in order, each once', async () => {
  expect(await drawAll(dataFrom(abc), 3)).toEqual(abc)
  expect(await drawAll(dataFrom(abc, { order: 'sequential' }), 3)).toEqual(abc)
})

test('circular begins again', async () => {
  expect(await drawAll(dataFrom(abc, { order: 'circular' }), 7)).toEqual(['a', 'b', 'c', 'a', 'b', 'c', 'a'])
})

test('an iteration gets the same item whichever is served first', () => {
  for (const order of ['sequential', 'circular', 'random', 'unique'] as const) {
    const source = dataFrom(hundred, { order })
    const forth = source.open(contextOf())
    const back = source.open(contextOf())
    const expected = hundred.map((index) => forth({ index, agent: null }))
    const got = hundred.toReversed().map((index) => back({ index, agent: null }))
    expect(got.toReversed(), order).toEqual(expected)
  }
})

test('random and unique follow the seed', async () => {
  for (const order of ['random', 'unique'] as const) {
    const source = dataFrom(hundred, { order })
    const first = await drawAll(source, 100, contextOf(1))
    expect(await drawAll(source, 100, contextOf(1))).toEqual(first)
    const second = await drawAll(source, 100, contextOf(2))
    expect(second).not.toEqual(first)
    expect(first).not.toEqual(hundred)
  }
})

test('random gives each item its share, and the picks of two seeds do not overlap', () => {
  const [draws, items] = [100_000, 100]
  const counts = hundred.map(() => 0)
  const pick = pickAt(items, seededRandom(3))
  for (let index = 0; index < draws; index++) counts[pick(index)]!++
  const expected = draws / items
  const chiSquare = counts.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0)
  // 99 degrees of freedom: between these in 99.8 % of all seeds, and this seed is always the same.
  expect(chiSquare).toBeGreaterThan(60)
  expect(chiSquare).toBeLessThan(149)
  const sequence = (seed: number) => {
    const pickOf = pickAt(1_000_000, seededRandom(seed))
    return Array.from({ length: 10_000 }, (_, index) => pickOf(index))
  }
  const seen = new Set(sequence(1))
  const shared = sequence(2).filter((position) => seen.has(position)).length
  expect(shared).toBeLessThan(200)
})

test('what gives each item once says at which iteration it has run dry, and what would not', () => {
  const [sequential, unique] = (['sequential', 'unique'] as const).map((order) =>
    dataFrom(abc, { order }).open(contextOf()),
  )
  expect(problemOf(() => sequential!({ index: 3, agent: null }))).toBe(
    'data: expected an item for iteration 3, got none: array has 3 items, and order "sequential" gives each once ("circular" gives them again)',
  )
  expect(problemOf(() => unique!({ index: 1_000, agent: null }))).toBe(
    'data: expected an item for iteration 1,000, got none: array has 3 items, and order "unique" gives each once ("random" gives them again)',
  )
})

test('a plan that the items cannot last for is refused at once', () => {
  for (const order of ['sequential', 'unique'] as const) {
    expect(problemOf(() => dataFrom(abc, { order }).open(contextOf(7, 900)))).toBe(
      'data: expected at least 900 items for 900 planned iterations, got 3 (array)',
    )
    expect(() => dataFrom(abc, { order }).open(contextOf(7, 3))).not.toThrow()
  }
  for (const order of ['circular', 'random'] as const) {
    expect(() => dataFrom(abc, { order }).open(contextOf(7, 900))).not.toThrow()
  }
})

test('nothing to deal is an error in every order', () => {
  for (const order of ['sequential', 'circular', 'random', 'unique'] as const) {
    expect(problemOf(() => dataFrom([], { order }).open(contextOf()))).toBe(
      'data: expected at least one item, got none (array)',
    )
  }
})

test('an array is dealt as it is when the run starts, and not copied or put in another order', async () => {
  const items: object[] = []
  const source = dataFrom(items, { order: 'unique' })
  const all = Array.from({ length: 50 }, () => ({}))
  items.push(...all)
  const drawn = await drawAll(source, 50)
  expect(items.every((item, index) => item === all[index])).toBe(true)
  expect(new Set(drawn)).toEqual(new Set(all))
})
