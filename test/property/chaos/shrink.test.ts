import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { shrink } from '../../../src/chaos/shrink/shrink.ts'
import {
  oracle,
  shrinkable,
  type Case,
  type SimulatedFault,
} from '../../unit/chaos/shrink/simulated-queue.ts'

const fault = (id: number) =>
  fc.record({
    id: fc.constant(id),
    kind: fc.constantFrom('crash', 'stall'),
    at: fc.nat(200),
    lastsMs: fc.integer({ min: 1, max: 500 }),
  })
const cases: fc.Arbitrary<Case> = fc
  .integer({ min: 0, max: 30 })
  .chain((count) => fc.tuple(...Array.from({ length: count }, (_, id) => fault(id))))
  .chain((faults) =>
    fc.record({
      faults: fc.constant(faults as SimulatedFault[]),
      operations: fc.integer({ min: 1, max: 2_000 }),
      consumers: fc.integer({ min: 1, max: 9 }),
    }),
  )

/** A bug needs up to two of the faults, no shorter than so, and a load no smaller than so. */
const bugs = fc.record({
  needed: fc.uniqueArray(fc.nat(29), { maxLength: 2 }),
  share: fc.double({ min: 0, max: 1, noNaN: true }),
})

function holds(start: Case, { needed, share }: { needed: readonly number[]; share: number }) {
  const ids = needed.filter((id) => id < start.faults.length)
  const least = {
    operations: Math.ceil(share * start.operations),
    consumers: Math.ceil(share * start.consumers),
  }
  return (given: Case): boolean =>
    ids.every((id) => {
      const asked = start.faults[id]!
      return given.faults.some((each) => each.id === id && each.lastsMs >= share * asked.lastsMs)
    }) &&
    given.operations >= least.operations &&
    given.consumers >= least.consumers
}

test('what it comes to fails in the same way, and nothing can be taken away from it', async () => {
  await fc.assert(
    fc.asyncProperty(cases, bugs, async (start, bug) => {
      const isWrong = holds(start, bug)
      const run = oracle({ lost: isWrong, other: (given) => given.operations % 2 === 0 })
      const { smallest, isMinimal, runs } = await shrink({
        start,
        how: shrinkable,
        run,
        kind: 'lost',
        maxRuns: 1_000,
      })
      expect(isMinimal).toBe(true)
      expect(isWrong(smallest)).toBe(true)
      for (const item of smallest.faults) {
        const faults = smallest.faults.filter((each) => each !== item)
        expect(isWrong({ ...smallest, faults })).toBe(false)
      }
      for (const { value, least, by, with: change } of shrinkable.numbersOf(smallest)) {
        if (value === least) continue
        const less = by === 'exact' ? value - 1 : Math.max(least, Math.floor(value / 2))
        expect(isWrong(change(less))).toBe(false)
      }
      expect(runs).toBeLessThanOrEqual(150)
    }),
    { numRuns: 100 },
  )
})

test('it never runs more than it may, and never gives up what it has', async () => {
  await fc.assert(
    fc.asyncProperty(cases, bugs, fc.integer({ min: 1, max: 60 }), async (start, bug, maxRuns) => {
      const isWrong = holds(start, bug)
      let count = 0
      const run = async (given: Case): Promise<string[]> => {
        count++
        return isWrong(given) ? ['lost'] : []
      }
      const { smallest, runs } = await shrink({ start, how: shrinkable, run, maxRuns })
      expect(runs).toBe(count)
      expect(count).toBeLessThanOrEqual(maxRuns)
      expect(isWrong(smallest)).toBe(true)
    }),
    { numRuns: 100 },
  )
})
