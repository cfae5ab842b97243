import { createHash } from 'node:crypto'
import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64'
import { uniformInt } from 'pure-rand/distribution/uniformInt'
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus'

/** A seeded stream of random values. Streams forked under different labels are independent of each other. */
export interface Random {
  /** Uniform in [0, 1). */
  next(): number
  /** Uniform integer, both ends included. */
  integer(from: number, to: number): number
  /** A new stream for `label`; the same for the same seed and label, however much this one was drawn from. */
  fork(label: string): Random
}

/** The stream of `seed` (any 32-bit integer). */
export function seededRandom(seed: number): Random {
  const generator = xoroshiro128plus(seed)
  return {
    next: () => uniformFloat64(generator),
    integer: (from, to) => uniformInt(generator, from, to),
    fork: (label) => seededRandom(hashSeed(seed, label)),
  }
}

function hashSeed(seed: number, label: string): number {
  return createHash('sha256').update(`${seed}:${label}`).digest().readInt32LE(0)
}
