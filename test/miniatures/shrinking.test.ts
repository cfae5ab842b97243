import { describe, expect, test } from 'vitest'
import { bugs } from './bugs.ts'
import { miniatures, shrinkMiniature, violationsIn } from './support/shrink-miniature.ts'

/** A third of the bugs and one seed by default; all, with so many seeds, where `SHRINK_SEEDS` says so. */
const asked = process.env['SHRINK_SEEDS']
const seeds = Array.from({ length: Number(asked ?? 1) }, (_, index) => index + 1)
const some = bugs.filter((_, place) => asked !== undefined || place % 3 === 0)
/** Far above what it takes: nothing here is about time. */
const timeoutMs = 60_000 + seeds.length * 10_000

describe.each(some.map((miniature) => [miniature.name, miniature] as const))('%s', (_, miniature) => {
  test(
    'comes down to at most 2 faults and 20 messages, of which none can be left out',
    { timeout: timeoutMs },
    async () => {
      for (const seed of seeds) {
        const { smallest, kind, runs, isMinimal } = await shrinkMiniature(miniature, seed)
        const { faults, size } = smallest
        expect(isMinimal, `seed ${seed}`).toBe(true)
        expect(runs, `seed ${seed}`).toBeLessThanOrEqual(60)
        expect(faults.length, `seed ${seed}`).toBeLessThanOrEqual(2)
        expect(size.producers * size.messages, `seed ${seed}`).toBeLessThanOrEqual(20)
        // Not what the search says of itself: each case is run once more.
        expect(await violationsIn(miniature, seed, smallest), `seed ${seed}`).toContain(kind)
        const withoutOne = faults.map((fault) => ({
          ...smallest,
          faults: faults.filter((each) => each !== fault),
        }))
        const withOneLess = miniatures
          .numbersOf(smallest)
          .filter(({ by, value, least }) => by === 'exact' && value > least)
          .map(({ value, with: change }) => change(value - 1))
        for (const smaller of [...withoutOne, ...withOneLess])
          expect(await violationsIn(miniature, seed, smaller), `seed ${seed}`).not.toContain(kind)
      }
    },
  )
})
