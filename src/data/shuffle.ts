import type { Random } from '../foundation/random.ts'

/** The positions 0 to `count` - 1 in random order (Fisher and Yates); the items themselves stay where they are. */
export function shuffle(count: number, random: Random): Uint32Array {
  const positions = Uint32Array.from({ length: count }, (_, position) => position)
  for (let last = count - 1; last > 0; last--) {
    const other = random.integer(0, last)
    const moved = positions[last]!
    positions[last] = positions[other]!
    positions[other] = moved
  }
  return positions
}
