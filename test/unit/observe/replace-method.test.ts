import { describe, expect, test } from 'vitest'
import { InputError } from '../../../src/foundation/problem.ts'
import { replaceMethod } from '../../../src/observe/replace-method.ts'

class Counter {
  #count = 0
  add(by: number): number {
    this.#count += by
    return this.#count
  }
}

class WithGetter {
  #count = 0
  get add() {
    return (by: number): number => (this.#count += by)
  }
}

const own = { count: 0, add: (by: number) => by }
const makeBound = () => ({ add: Counter.prototype.add.bind(new Counter()) })
const getter = Object.defineProperty({}, 'add', {
  get: () => (by: number) => by,
  configurable: true,
  enumerable: true,
})

const objects: [string, () => { add(by: number): number }][] = [
  ['on a prototype, with private fields', () => new Counter()],
  ['of a class further up', () => new (class extends Counter {})()],
  ['a property of its own', () => ({ ...own })],
  ['a bound function', makeBound],
  ['a getter on a prototype', () => new WithGetter()],
  ['a getter of its own', () => Object.create(null, Object.getOwnPropertyDescriptors(getter)) as Counter],
]

describe.each(objects)('a method that is %s', (_, make) => {
  test('is seen, does what it did, and is put back as it was', () => {
    const object = make()
    const before = Object.getOwnPropertyDescriptor(object, 'add')
    const keys = Object.keys(object)
    const seen: unknown[][] = []
    const restore = replaceMethod(object as never, 'add' as never, (call) => (self, args) => {
      seen.push(args)
      return call(self, args)
    })
    const twin = make()
    expect(object.add(2)).toBe(twin.add(2))
    expect(seen).toEqual([[2]])
    expect(Object.keys(object)).toEqual(keys)
    restore()
    expect(Object.getOwnPropertyDescriptor(object, 'add')).toEqual(before)
    object.add(3)
    expect(seen).toHaveLength(1)
  })
})

test.each([
  ['frozen', Object.freeze],
  ['sealed', Object.seal],
  ['not extensible', Object.preventExtensions],
])('an object that is %s cannot be observed, and says so', (_, close) => {
  const object = close(new Counter())
  const replace = () => replaceMethod(object as never, 'add' as never, (call) => call)
  expect(replace).toThrow(InputError)
  expect(replace).toThrow(
    'add: expected a method that can be replaced while the run observes it, got one of a frozen object',
  )
})

test('two that replace one method both see it, and either may end first', () => {
  for (const order of [
    [0, 1],
    [1, 0],
  ]) {
    const object = new Counter()
    const seen: number[] = []
    const watch = (who: number) =>
      replaceMethod(object as never, 'add' as never, (call) => (self, args) => {
        seen.push(who)
        return call(self, args)
      })
    const ends = [watch(0), watch(1)]
    object.add(1)
    expect(seen).toEqual([1, 0])
    ends[order[0]!]!()
    object.add(1)
    expect(seen.slice(2)).toEqual([order[1]])
    const kept = Reflect.get(object, 'add')
    ends[order[1]!]!()
    expect(object.add(1)).toBe(3)
    expect(kept.call(object, 1)).toBe(4)
    expect(seen).toHaveLength(3)
  }
})
