import type { Random } from '../foundation/random.ts'

/**
 * A random position below `count` for each index: the same for the same index, however often and in which order it is
 * asked. A stream would give what depends on who is served first, and a table would grow with the load.
 */
export function pickAt(count: number, random: Random): (index: number) => number {
  const largest = 2 ** 32 - 1
  // Two keys: with one, the picks of two seeds would be the same sequence, shifted.
  const [first, second] = [random.integer(0, largest), random.integer(0, largest)]
  return (index) => Math.floor((scramble(scramble((index + first) | 0) ^ second) / 2 ** 32) * count)
}

/** Spreads the 32 bits of a whole number evenly, one to one ("lowbias32" of Chris Wellons, public domain). */
function scramble(bits: number): number {
  let x = bits
  x = Math.imul(x ^ (x >>> 16), 0x7feb352d)
  x = Math.imul(x ^ (x >>> 15), 0x846ca68b)
  return (x ^ (x >>> 16)) >>> 0
}
