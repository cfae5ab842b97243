import { expect, test } from 'vitest'
import { dataFrom } from '../../../src/data/data-from.ts'
import { InputError } from '../../../src/foundation/problem.ts'
import { contextOf, drawAll, openReady, problemOf } from './draw-all.ts'

function* letters() {
  yield 'a'
  yield 'b'
}
function* endless() {
  for (let number = 0; ; number++) yield number
}

test('a generator function begins anew with each run', async () => {
  const source = dataFrom(letters)
  expect(source.carries).toBe('data')
  expect(await drawAll(source, 2)).toEqual(['a', 'b'])
  expect(await drawAll(source, 2)).toEqual(['a', 'b'])
})

test('a function is given the seeded random, the agents and the plan', async () => {
  const source = dataFrom(function* ({ random, agents, plannedIterations }) {
    for (;;) yield { amount: random.integer(1, 500), agents, plannedIterations }
  })
  const first = await drawAll(source, 5, contextOf(1, 5))
  expect(await drawAll(source, 5, contextOf(1, 5))).toEqual(first)
  expect(await drawAll(source, 5, contextOf(2, 5))).not.toEqual(first)
  expect(first[0]).toMatchObject({ agents: ['Agent-1'], plannedIterations: 5 })
})

test('iterables of every kind are dealt', async () => {
  expect(await drawAll(dataFrom(new Set([1, 2])), 2)).toEqual([1, 2])
  expect(await drawAll(dataFrom(new Map([['a', 1]])), 1)).toEqual([['a', 1]])
  expect(await drawAll(dataFrom(Uint8Array.of(1, 2)), 2)).toEqual([1, 2])
  expect(await drawAll(dataFrom(letters()), 2)).toEqual(['a', 'b'])
  expect(
    await drawAll(
      dataFrom(() => [1, 2]),
      2,
    ),
  ).toEqual([1, 2])
  expect(await drawAll(dataFrom({ [Symbol.iterator]: letters }), 2)).toEqual(['a', 'b'])
  expect(await drawAll(dataFrom([undefined, null, 0]), 3)).toEqual([undefined, null, 0])
})

test('an endless generator is drawn from as it goes', async () => {
  let made = 0
  const source = dataFrom(function* () {
    for (;;) yield made++
  })
  const draw = await openReady(source, contextOf(7, 1_000_000))
  expect([5, 3, 9].map((index) => draw({ index, agent: null }))).toEqual([0, 1, 2])
  expect(made).toBe(3)
})

test('a generator that ends too early says where', async () => {
  const at = (planned: number | null, index: number) => {
    const draw = dataFrom(letters).open(contextOf(7, planned))
    draw({ index: 0, agent: null })
    draw({ index: 1, agent: null })
    return [0, 1].map(() => problemOf(() => draw({ index, agent: null })))
  }
  const open = 'data: expected an item for iteration 2, got none: letters() ended after 2 items'
  expect(at(null, 2)).toEqual([open, open])
  const counted =
    'data: expected at least 900 items for 900 planned iterations, got 2 (letters(), which ended at iteration 2)'
  expect(at(900, 2)).toEqual([counted, counted])
  const none = dataFrom([].values()).open(contextOf())
  expect(problemOf(() => none({ index: 0, agent: null }))).toBe(
    'data: expected at least one item, got none (iterable)',
  )
})

test('known before the load where the size is: a set is refused at once', () => {
  expect(problemOf(() => dataFrom(new Set([1])).open(contextOf(7, 2)))).toBe(
    'data: expected at least 2 items for 2 planned iterations, got 1 (iterable)',
  )
})

test('orders that need all items collect them, and take what is too long for endless', async () => {
  for (const order of ['circular', 'random', 'unique'] as const) {
    const drawn = await drawAll(dataFrom(letters, { order }), 2)
    expect(drawn.every((letter) => 'ab'.includes(letter))).toBe(true)
    let closed = false
    const noisy = function* () {
      try {
        yield* endless()
      } finally {
        closed = true
      }
    }
    expect(problemOf(() => dataFrom(noisy, { order, maxItems: 50 }).open(contextOf()))).toBe(
      `data: expected at most 50 items, because order "${order}" needs them all (maxItems), got more than 50 (noisy())`,
    )
    expect(closed).toBe(true)
  }
  expect(
    await drawAll(
      dataFrom(() => letters(), { order: 'circular', maxItems: 2 }),
      4,
    ),
  ).toEqual(['a', 'b', 'a', 'b'])
})

test('at most `maxItems` are collected, and not one more', async () => {
  const of = (maxItems: number) => dataFrom(letters, { order: 'circular', maxItems })
  expect(await drawAll(of(2), 2)).toEqual(['a', 'b'])
  expect(() => of(1).open(contextOf())).toThrow('at most 1 item, because')
})

test('what has ended is not asked again, nor closed', () => {
  const calls: string[] = []
  const items = [1]
  const source = dataFrom({
    [Symbol.iterator]: () => ({
      next() {
        calls.push('next')
        return items.length > 0 ? { done: false, value: items.pop()! } : { done: true, value: undefined }
      },
      return() {
        calls.push('return')
        return { done: true as const, value: undefined }
      },
    }),
  })
  const draw = source.open(contextOf())
  expect(draw({ index: 0, agent: null })).toBe(1)
  expect(() => draw({ index: 1, agent: null })).toThrow(InputError)
  items.push(2)
  expect(() => draw({ index: 2, agent: null })).toThrow('ended after 1 item')
  draw.close?.()
  expect(calls).toEqual(['next', 'next'])
})

test('an iterator that one run has used is refused in the next', () => {
  const source = dataFrom(letters())
  source.open(contextOf())
  expect(problemOf(() => source.open(contextOf()))).toBe(
    'data: expected items that begin anew with each run (pass the function that makes them), got an iterator that an earlier run has used (iterable)',
  )
})

test('what a source throws is told as its own', () => {
  const broken = dataFrom(function* orders() {
    yield 1
    throw new TypeError('no connection')
  })
  const draw = broken.open(contextOf())
  draw({ index: 0, agent: null })
  expect(problemOf(() => draw({ index: 4, agent: null }))).toBe(
    'data: expected an item for iteration 4, got an error of orders(): TypeError: no connection',
  )
  const never = dataFrom((): number[] => {
    // oxlint-disable-next-line no-throw-literal -- anything may be thrown
    throw { code: 7 }
  })
  expect(problemOf(() => never.open(contextOf()))).toBe(
    'data: expected items, got an error of function(): {"code":7}',
  )
})

test('closing ends a generator that has not ended, and only that', () => {
  const ends: string[] = []
  const open = (take: number) => {
    const draw = dataFrom(function* () {
      try {
        yield* letters()
        ends.push('by itself')
      } finally {
        ends.push('finally')
      }
    }).open(contextOf())
    for (let index = 0; index < take; index++) draw({ index, agent: null })
    return draw
  }
  open(1).close?.()
  expect(ends).toEqual(['finally'])
  const ended = open(2)
  expect(() => ended({ index: 2, agent: null })).toThrow(InputError)
  ended.close?.()
  expect(ends).toEqual(['finally', 'by itself', 'finally'])
})

test('bad input is told at once, with every problem', () => {
  const call = (...parameters: unknown[]) =>
    problemOf(() => (dataFrom as (...all: unknown[]) => unknown)(...parameters))
  const source =
    'source: expected an array, an iterable, an async iterable, or a function that returns one (for a file, dataFromFile)'
  expect(call('users.csv')).toBe(`${source}, got "users.csv"`)
  expect(call(undefined)).toBe(`${source}, got nothing`)
  expect(call({})).toBe(`${source}, got {}`)
  expect(call([], 'random')).toBe('options: expected an object, got "random"')
  expect(call([], null)).toBe('options: expected an object, got null')
  expect(call([], { order: 'shufle' })).toMatch(/^order: expected one of "sequential", .*, got "shufle"/)
  expect(call([], { ordre: 'random' })).toMatch(/got unknown option "ordre"; did you mean "order"\?$/)
  expect(() => (dataFrom as (...all: unknown[]) => unknown)(5, { maxItems: 0, readAhead: 1.5 })).toThrow(
    /dataFrom: 3 problems/,
  )
})

test('a function that returns no items is told with what it returned', () => {
  const open = (returned: unknown) =>
    problemOf(() => dataFrom((() => returned) as () => number[]).open(contextOf()))
  expect(open(5)).toBe('data: expected an array, an iterable or an async iterable from function(), got 5')
  expect(open(Promise.resolve([]))).toMatch(/got a promise$/)
  expect(open('abc')).toMatch(/got "abc"$/)
})
