import { createHash } from 'node:crypto'

/**
 * The decisions of one label: in [0, 1), from the seed, the label and a number alone. Nothing is drawn from a generator that
 * others share, so that what is asked elsewhere, or no longer, moves nothing.
 */
export function decisionsOf(seed: number, label: string): (n: number) => number {
  const digest = createHash('sha256').update(`${seed}:${label}`).digest()
  const [a, b, c] = [digest.readUInt32LE(0), digest.readUInt32LE(4), digest.readUInt32LE(8)]
  return (n) => {
    const low = mix(a + Math.imul(n, 0x9e3779b1))
    const high = mix(b ^ low ^ mix(c + Math.floor(n / 2 ** 32)))
    return (high * 2 ** 21 + (low >>> 11)) / 2 ** 53
  }
}

/** The finalizer of MurmurHash3: each bit of its input moves half of those of its output. */
function mix(value: number): number {
  let h = value >>> 0
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b)
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35)
  return (h ^ (h >>> 16)) >>> 0
}
