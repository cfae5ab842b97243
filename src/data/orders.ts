import { Cycle } from '../foundation/cycle.ts'
import type { Random } from '../foundation/random.ts'
import { pickAt } from './pick-at.ts'
import { shuffle } from './shuffle.ts'

interface Order {
  /** Whether an item may come more than once, so that items do not run out. */
  readonly reuses: boolean
  /** Whether it needs all items before it can tell the first. */
  readonly needsAll: boolean
  /** From the index of an iteration to the position of its item among `count`; nowhere below `count` when none is left. */
  positions(count: number, random: Random): (index: number) => number | undefined
}

/**
 * Which item an iteration gets, where the items are known. It follows from the index of the iteration and the seed, not
 * from who is served first: a run that is replayed gives each iteration the same item, however the target behaves.
 */
export const orders = {
  sequential: { reuses: false, needsAll: false, positions: () => (index) => index },
  circular: { reuses: true, needsAll: true, positions: inTurn },
  random: { reuses: true, needsAll: true, positions: (count, random) => pickAt(count, random) },
  unique: {
    reuses: false,
    needsAll: true,
    positions: (count, random) => {
      const shuffled = shuffle(count, random)
      return (index) => shuffled[index]
    },
  },
} satisfies Record<string, Order>

/**
 * `sequential`: in order, each once; `circular`: in order, and again from the start; `random`: any, by the seed;
 * `unique`: in random order by the seed, each once.
 */
export type DataOrder = keyof typeof orders

function inTurn(count: number): (index: number) => number {
  const turns = new Cycle(count)
  return (index) => turns.at(index)
}
