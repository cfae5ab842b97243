import type { ShrinkNumber, Shrinkable } from '../../../src/chaos/shrink/shrinkable.ts'
import { shrink, type Shrunk } from '../../../src/chaos/shrink/shrink.ts'
import { seededRandom } from '../../../src/foundation/random.ts'
import type { Fault } from './faults.ts'
import { judgeMiniature, sizeOf } from './judge-miniature.ts'
import type { Miniature, Size } from './miniature.ts'

export interface MiniatureCase {
  readonly faults: readonly Fault[]
  readonly size: Size
}

/** The smallest case in which the bug still shows as it did in this seed. */
export function shrinkMiniature(miniature: Miniature, seed: number): Promise<Shrunk<MiniatureCase>> {
  const faults = miniature.drawFaults(seededRandom(seed).fork('faults'))
  return shrink({
    start: { faults, size: sizeOf(miniature) },
    how: miniatures,
    run: (given) => violationsIn(miniature, seed, given),
  })
}

/** `atLeastOnce: lost`: which of the lost is lost changes with the size of the load, and is the same bug. */
export async function violationsIn(
  miniature: Miniature,
  seed: number,
  given: MiniatureCase,
): Promise<string[]> {
  const { verdict, violations } = await judgeMiniature(miniature, { bug: true, seed, ...given })
  if (verdict !== miniature.expected.verdict) return []
  return Object.entries(violations).flatMap(([guarantee, classes]) =>
    classes.map((each) => `${guarantee}: ${each.replace(/^lost_.*/, 'lost')}`),
  )
}

export const miniatures: Shrinkable<MiniatureCase, Fault> = {
  faultsOf: ({ faults }) => faults,
  withFaults: (given, faults) => ({ ...given, faults }),
  numbersOf(given) {
    const places = given.faults.map((fault, place) => numberOf(given, place, 'at', fault.at, 'exact'))
    const sizes = (['producers', 'messages', 'workers'] as const).map(
      (name): ShrinkNumber<MiniatureCase> => ({
        name,
        value: given.size[name],
        least: 1,
        by: 'exact',
        with: (value) => ({ ...given, size: { ...given.size, [name]: value } }),
      }),
    )
    const durations = given.faults.map((fault, place) =>
      numberOf(given, place, 'lastsMs', fault.lastsMs, 'halves'),
    )
    return [...places, ...sizes, ...durations]
  },
}

function numberOf(
  given: MiniatureCase,
  place: number,
  name: 'at' | 'lastsMs',
  value: number,
  by: 'exact' | 'halves',
): ShrinkNumber<MiniatureCase> {
  return {
    name,
    value,
    least: Math.min(value, name === 'at' ? 0 : 1),
    by,
    with: (changed) => ({
      ...given,
      faults: given.faults.map((fault, index) => (index === place ? { ...fault, [name]: changed } : fault)),
    }),
  }
}
