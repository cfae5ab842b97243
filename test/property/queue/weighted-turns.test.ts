import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { seededRandom } from '../../../src/foundation/random.ts'
import { weightedTurns } from '../../../src/queue/weighted-turns.ts'

const weights = fc
  .array(fc.nat({ max: 9 }), { minLength: 1, maxLength: 6 })
  .filter((all) => all.some((one) => one > 0))

test('after every (sum of weights) turns each name had exactly its weight', () => {
  fc.assert(
    fc.property(weights, fc.integer(), (weights, seed) => {
      const next = weightedTurns(
        weights.map((weight, name) => [name, weight] as const),
        seededRandom(seed),
      )
      const counts = weights.map(() => 0)
      const total = weights.reduce((sum, weight) => sum + weight, 0)
      for (let round = 1; round <= 3; round++) {
        for (let turn = 0; turn < total; turn++) counts[next()]!++
        expect(counts).toEqual(weights.map((weight) => weight * round))
      }
    }),
  )
})

test('the first of equals is not always the same', () => {
  const first = (seed: number) =>
    weightedTurns(
      [
        ['a', 1],
        ['b', 1],
        ['c', 1],
      ] as const,
      seededRandom(seed),
    )()
  const firsts = Array.from({ length: 300 }, (_, seed) => first(seed))
  for (const name of ['a', 'b', 'c'] as const) {
    expect(firsts.filter((one) => one === name).length).toBeGreaterThan(60)
  }
})
