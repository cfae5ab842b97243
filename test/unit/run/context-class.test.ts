import { inspect } from 'node:util'
import { expect, test } from 'vitest'
import type { Iteration } from '../../../src/model/iteration.ts'
import { contextClass, type DeclaredName, type SharedContext } from '../../../src/run/context-class.ts'

const iteration = { index: 7 } as Iteration
const users = { of: ({ index }: Iteration) => `user of ${index}` } as unknown as SharedContext['users']

function contextOf(given: object, declared: readonly DeclaredName[] = ['clock']) {
  const shared = { test: given, target: 'target', clock: 'clock', setup: 'set up', metrics: 'metrics', users }
  const Context = contextClass(given, declared)
  return new Context(shared as unknown as SharedContext, iteration) as unknown as Record<string, unknown>
}

test('a context has target and iteration, and all that the test has, inherited or not, under whatever name', () => {
  const symbol = Symbol('fixture')
  class Base {
    get late() {
      return 'inherited'
    }
  }
  const given = Object.assign(new Base(), { orders: [1], [symbol]: 'by symbol' })
  Object.defineProperty(given, 'hidden', { value: 'hidden' })
  const context = contextOf(given)
  expect(context).toMatchObject({ target: 'target', clock: 'clock' })
  expect(context['iteration']).toBe(iteration)
  expect(context['orders']).toBe(given.orders)
  expect([context['late'], context['hidden']]).toEqual(['inherited', 'hidden'])
  expect(Reflect.get(context, symbol)).toBe('by symbol')
  expect(['orders', 'late', 'hidden', 'clock'].every((name) => name in context)).toBe(true)
  const walked = []
  for (const name in context) walked.push(name)
  expect(walked).toContain('orders')
  expect(walked).not.toContain('hidden')
})

test("of the run only what is declared stands before the test's own of the same name", () => {
  const given = { setup: 'a fixture', user: 'a fixture', metrics: 'a fixture' }
  expect(contextOf(given)).toMatchObject(given)
  const declared = contextOf(given, ['clock', 'setup', 'metrics', 'user'])
  expect(declared).toMatchObject({ setup: 'set up', metrics: 'metrics', user: 'user of 7' })
  expect('worker' in declared).toBe(false)
  expect(contextOf({ target: 'a fixture', iteration: 'a fixture' })).toMatchObject({
    target: 'target',
    iteration,
  })
})

test('tests with the same names share a class, and neither sees what is of the other', () => {
  expect(contextClass({ a: 1, b: 2 }, ['clock'])).toBe(contextClass({ a: 3, b: 4 }, ['clock']))
  expect(contextClass({ a: 1, b: 2 }, ['clock'])).not.toBe(contextClass({ a: 1 }, ['clock']))
  expect(contextClass({ a: 1, b: 2 }, ['clock'])).not.toBe(contextClass({ a: 1, b: 2 }, ['clock', 'user']))
  const [one, other] = [contextOf({ a: 1, b: 2 }), contextOf({ a: 3, b: 4 })]
  expect([one['a'], other['a']]).toEqual([1, 3])
})

test('what is read is what the test has by then; what is written stays with the one that it was written to', () => {
  const given = {
    count: 1,
    get self(): unknown {
      return this
    },
  }
  const [one, other] = [contextOf(given), contextOf(given)]
  given.count = 2
  expect(one['count']).toBe(2)
  expect(one['self']).toBe(one)
  one['count'] = 5
  expect([one['count'], other['count'], given.count]).toEqual([5, 2, 2])
})

test('it is written down and printed without what lies behind it', () => {
  const context = contextOf({ secret: 'a fixture' })
  expect(JSON.parse(JSON.stringify(context))).toEqual({ target: 'target', iteration })
  expect(inspect(context)).toBe("{ target: 'target', iteration: { index: 7 } }")
})
