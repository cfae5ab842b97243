import { expect, test } from 'vitest'
import { dataFrom } from '../../../src/data/data-from.ts'
import { defer } from '../../../src/foundation/deferred.ts'
import { contextOf, drawAll, openReady, problemOf } from './draw-all.ts'

/** Everything that is ready has had its turn. */
const turn = () => new Promise<void>((resolve) => setImmediate(resolve))

/** Yields 0, 1, 2 ... and counts what was made and whether it was closed. */
function counting(end = Infinity) {
  const seen = { made: 0, closed: false }
  const numbers = async function* () {
    try {
      while (seen.made < end) yield seen.made++
    } finally {
      seen.closed = true
    }
  }
  return { seen, numbers }
}

test('an async generator is dealt in order, again with each run', async () => {
  const source = dataFrom(async function* () {
    yield* ['a', 'b']
  })
  expect(await drawAll(source, 2)).toEqual(['a', 'b'])
  expect(await drawAll(source, 2)).toEqual(['a', 'b'])
})

test('so many items are there before the load, and more come as they are drawn', async () => {
  const { seen, numbers } = counting()
  const draw = await openReady(dataFrom(numbers, { readAhead: 10 }))
  expect(seen.made).toBe(10)
  for (let index = 0; index < 5; index++) draw({ index, agent: null })
  await turn()
  expect(seen.made).toBe(10)
  expect(draw({ index: 5, agent: null })).toBe(5)
  await turn()
  expect(seen.made).toBe(16)
})

test('thousands pass in order through a small window', async () => {
  const draw = await openReady(dataFrom(counting().numbers, { readAhead: 3 }))
  for (let index = 0; index < 5_000; index++) {
    expect(draw({ index, agent: null })).toBe(index)
    await turn()
  }
})

test('no more is taken from a source than the plan will ask for', async () => {
  const { seen, numbers } = counting()
  await openReady(dataFrom(numbers, { readAhead: 10 }), contextOf(7, 4))
  await turn()
  expect(seen.made).toBe(4)
})

test('a source that is slower than the load is an error that says so', async () => {
  const gate = defer()
  const source = dataFrom(
    async function* feed() {
      yield* [1, 2]
      await gate.promise
      yield 3
    },
    { readAhead: 2 },
  )
  const draw = await openReady(source)
  expect([0, 1].map((index) => draw({ index, agent: null }))).toEqual([1, 2])
  await turn()
  expect(problemOf(() => draw({ index: 2, agent: null }))).toBe(
    'data: expected an item for iteration 2, got none: feed() has yielded 2, and all are drawn: it is slower than the load (readAhead: at most 2 items wait)',
  )
})

test('too few for the plan is known before the load where all of them are read ahead', async () => {
  const ready = (count: number, planned: number | null) =>
    openReady(dataFrom(counting(count).numbers), contextOf(7, planned))
  await expect(ready(12, 900)).rejects.toThrow(
    'data: expected at least 900 items for 900 planned iterations, got 12 (numbers())',
  )
  await expect(ready(0, null)).rejects.toThrow('data: expected at least one item, got none (numbers())')
  await expect(ready(12, 12)).resolves.toBeDefined()
})

test('where only time bounds the load, running dry says at which iteration', async () => {
  const draw = await openReady(dataFrom(counting(2).numbers))
  draw({ index: 0, agent: null })
  draw({ index: 1, agent: null })
  expect(problemOf(() => draw({ index: 2, agent: null }))).toBe(
    'data: expected an item for iteration 2, got none: numbers() ended after 2 items',
  )
})

test('too few for the plan, seen only during the load, ends it once what there was is drawn', async () => {
  const draw = await openReady(dataFrom(counting(5).numbers, { readAhead: 3 }), contextOf(7, 900))
  for (let index = 0; index < 5; index++) {
    draw({ index, agent: null })
    await turn()
  }
  expect(problemOf(() => draw({ index: 5, agent: null }))).toBe(
    'data: expected at least 900 items for 900 planned iterations, got 5 (numbers())',
  )
})

test('what the source throws is told with the item it was asked for', async () => {
  const broken = async function* orders() {
    yield 1
    throw new Error('connection lost')
  }
  const text = 'data: expected item 2, got an error of orders(): Error: connection lost'
  await expect(openReady(dataFrom(broken))).rejects.toThrow(text)
  const draw = await openReady(dataFrom(broken, { readAhead: 1 }))
  expect(draw({ index: 0, agent: null })).toBe(1)
  await turn()
  expect(problemOf(() => draw({ index: 1, agent: null }))).toBe(text)
})

test('orders that need all items collect them before the load, and no endless ones', async () => {
  expect(await drawAll(dataFrom(counting(3).numbers, { order: 'circular' }), 7)).toEqual([
    0, 1, 2, 0, 1, 2, 0,
  ])
  const unique = await drawAll(dataFrom(counting(50).numbers, { order: 'unique' }), 50)
  expect(unique.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 50 }, (_, index) => index))
  const { seen, numbers } = counting()
  const draw = dataFrom(numbers, { order: 'random', maxItems: 20 }).open(contextOf())
  await expect(draw.ready).rejects.toThrow(
    'expected at most 20 items, because order "random" needs them all (maxItems), got more than 20 (numbers())',
  )
  await draw.close?.()
  expect(seen).toEqual({ made: 21, closed: true })
  const few = dataFrom(counting(3).numbers, { order: 'unique' }).open(contextOf(7, 4))
  await expect(few.ready).rejects.toThrow('at least 4 items for 4 planned iterations, got 3 (numbers())')
})

test('closing ends the source, also one that waits for room', async () => {
  for (const planned of [null, 3]) {
    const { seen, numbers } = counting()
    const draw = await openReady(dataFrom(numbers, { readAhead: 3 }), contextOf(7, planned))
    await turn()
    await draw.close?.()
    expect(seen).toEqual({ made: 3, closed: true })
    await draw.close?.()
  }
})

test('closing does not wait for a source that is stuck, and disposes what it can', async () => {
  const calls: string[] = []
  const never = new Promise<never>(() => {})
  const stuck: AsyncIterable<number> & AsyncDisposable = {
    [Symbol.asyncIterator]: () => ({
      next: () => never,
      return: async () => {
        calls.push('return')
        throw new Error('nor this')
      },
    }),
    [Symbol.asyncDispose]: async () => {
      calls.push('dispose')
      throw new Error('nobody hears this')
    },
  }
  for (const order of ['sequential', 'unique'] as const) {
    const draw = dataFrom(stuck, { order }).open(contextOf())
    await turn()
    await draw.close?.()
    await draw.close?.()
  }
  await turn()
  expect(calls).toEqual(['return', 'dispose', 'return', 'dispose'])
})

test('a source that fails to close is heard of, and one that has ended is not closed', async () => {
  const closing = (end: number) => {
    let count = 0
    return dataFrom({
      [Symbol.asyncIterator]: () => ({
        next: async () => (count < end ? { done: false, value: count++ } : { done: true, value: undefined }),
        return: async () => {
          throw new Error('still in use')
        },
      }),
    })
  }
  const open = await openReady(closing(Infinity), contextOf(7, 2))
  await expect(open.close?.()).rejects.toThrow('still in use')
  const ended = await openReady(closing(2))
  await expect(ended.close?.()).resolves.toBeUndefined()
  const thrown = dataFrom({
    [Symbol.asyncIterator]: () => ({
      next: () => Promise.reject(new Error('no more')),
      return: () => Promise.reject(new Error('it was closed all the same')),
    }),
  }).open(contextOf())
  await expect(thrown.ready).rejects.toThrow('no more')
  await expect(thrown.close?.()).resolves.toBeUndefined()
})

test('an async iterator that one run has used is refused in the next', async () => {
  const source = dataFrom(counting(3).numbers())
  await openReady(source)
  expect(() => source.open(contextOf())).toThrow('an iterator that an earlier run has used (async iterable)')
})
