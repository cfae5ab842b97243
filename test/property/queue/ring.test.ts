import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { Ring } from '../../../src/queue/ring.ts'

test('a ring is an array with push and shift', () => {
  const steps = fc.array(fc.oneof(fc.nat({ max: 40 }), fc.integer({ min: -40, max: -1 })), { maxLength: 60 })
  fc.assert(
    fc.property(steps, (steps) => {
      const ring = new Ring<number>()
      const model: number[] = []
      let next = 0
      for (const step of steps) {
        for (let count = 0; count < Math.abs(step); count++) {
          if (step > 0) {
            ring.push(next)
            model.push(next++)
          } else expect(ring.shift()).toBe(model.shift())
        }
        expect(ring.length).toBe(model.length)
      }
      while (model.length > 0) expect(ring.shift()).toBe(model.shift())
      expect(ring.shift()).toBeUndefined()
    }),
  )
})

test('one that was large works on after it ran empty', () => {
  const ring = new Ring<number>()
  for (let round = 0; round < 3; round++) {
    for (let item = 0; item < 10_000; item++) ring.push(item)
    for (let item = 0; item < 10_000; item++) if (ring.shift() !== item) expect.fail()
    expect(ring.length).toBe(0)
  }
})
