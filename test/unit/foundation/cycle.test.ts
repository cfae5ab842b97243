import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { Cycle } from '../../../src/foundation/cycle.ts'

/** As they are asked for: mostly in order, and now and then back, again, or somewhat ahead. */
const indices = fc
  .tuple(fc.integer({ min: 20, max: 2 ** 40 }), fc.array(fc.integer({ min: -2, max: 3 }), { maxLength: 10 }))
  .map(([from, steps]) =>
    steps.map((_, at) => from + steps.slice(0, at).reduce((sum, step) => sum + step, 0)),
  )

test('a cycle is the rest of a division, in whichever order it is asked', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 9 }), indices, (length, asked) => {
      const cycle = new Cycle(length)
      expect(asked.map((index) => cycle.at(index))).toEqual(asked.map((index) => index % length))
    }),
  )
})

test('it begins with the first', () => {
  const cycle = new Cycle(2)
  expect([0, 1, 2, 2, 3].map((index) => cycle.at(index))).toEqual([0, 1, 0, 0, 1])
})
