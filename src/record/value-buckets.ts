/** Values below this have a bucket each; above it, buckets double in width each time values do. */
export const exactBelow = 2048
const half = exactBelow / 2
/** Values below this can be told apart by integer operations of 32 bits. */
const wide = 2 ** 31

/** The buckets that are not empty, and how many each holds: what is kept of a short time, in few bytes. */
export interface SparseCounts {
  readonly indices: Uint16Array
  readonly counts: Uint32Array
}

/** Samples from `from` to `to`, both included, that are not told apart. */
export interface ValueRange {
  from: number
  to: number
  count: number
}

/**
 * Counts of whole numbers from 0 on, in buckets at most 0.1 % wide, exact below 2,048: the layout of an HdrHistogram with
 * three significant digits (Tene), so that the two convert without loss. Recording is a shift and an increment; it is
 * several times faster than a call into WebAssembly, and needs no freeing. Memory follows the largest value: 8 KB up to
 * 2,047, 4 KB more each time that doubles.
 */
export class ValueBuckets {
  declare private _counts: Uint32Array<ArrayBuffer>

  /** `counts`: what another one's `counts` gave; not copied. */
  constructor(counts: Uint32Array<ArrayBuffer> = new Uint32Array(0)) {
    this._counts = counts
  }

  /** A copy, as long as there is anything in it. */
  get counts(): Uint32Array<ArrayBuffer> {
    let length = this._counts.length
    while (length > 0 && this._counts[length - 1] === 0) length--
    return this._counts.slice(0, length)
  }

  /** `value`: a whole number, 0 or more. */
  record(value: number): void {
    this.count(bucketOf(value))
  }

  /** One more in the bucket that `bucketOf` named. */
  count(bucket: number): void {
    if (bucket >= this._counts.length) this._grow(bucket + 1)
    this._counts[bucket]!++
  }

  /** `first` and `last`: where that holds anything. */
  add(other: ValueBuckets, first = 0, last = other._counts.length - 1): void {
    const from = other._counts
    if (last >= this._counts.length) this._grow(last + 1)
    const into = this._counts
    for (let index = first; index <= last; index++) into[index]! += from[index]!
  }

  /** The largest value of the bucket that holds the sample at `percentile` (0 to 100) of `total`, which is above 0. */
  percentile(percentile: number, total: number): number {
    const wanted = Math.max(1, rankOf(percentile, total))
    let seen = 0
    const counts = this._counts
    for (let index = 0; index < counts.length; index++) {
      seen += counts[index]!
      if (seen >= wanted) return lowestOf(index) + widthOf(index) - 1
    }
    return 0
  }

  /** Calls `take` for each bucket that is not empty, in order, with its smallest value. */
  forEach(take: (value: number, count: number) => void): void {
    for (const [index, count] of this._counts.entries()) if (count > 0) take(lowestOf(index), count)
  }

  sparse(): SparseCounts {
    const indices: number[] = []
    const counts = this._counts
    // Not `entries()`: windows of time pack a series every few milliseconds, and that is ten times slower.
    for (let index = 0; index < counts.length; index++) if (counts[index]! > 0) indices.push(index)
    return {
      indices: Uint16Array.from(indices),
      counts: Uint32Array.from(indices, (index) => this._counts[index]!),
    }
  }

  addSparse({ indices, counts }: SparseCounts): void {
    const last = indices.at(-1)
    if (last !== undefined && last >= this._counts.length) this._grow(last + 1)
    for (let at = 0; at < indices.length; at++) this._counts[indices[at]!]! += counts[at]!
  }

  /** Takes away what was added before. */
  removeSparse({ indices, counts }: SparseCounts): void {
    for (let at = 0; at < indices.length; at++) this._counts[indices[at]!]! -= counts[at]!
  }

  /** Counts `value` so many times more. */
  put(value: number, count: number): void {
    if (count === 0) return
    this.record(value)
    this._counts[bucketOf(value)]! += count - 1
  }

  /** `first` and `last`: where it holds anything. */
  clear(first = 0, last = this._counts.length - 1): void {
    this._counts.fill(0, first, last + 1)
  }

  private _grow(length: number): void {
    const counts = new Uint32Array(Math.max(exactBelow, Math.ceil(length / half) * half))
    counts.set(this._counts)
    this._counts = counts
  }
}

/** The buckets that are not empty, each with its two edges; the smallest first. */
export function rangesOf({ indices, counts }: SparseCounts): ValueRange[] {
  return Array.from(indices, (index, at) => ({
    from: lowestOf(index),
    to: lowestOf(index) + widthOf(index) - 1,
    count: counts[at]!,
  }))
}

/** Of so many samples: the smallest that is not below the share. An error of the last bit must not make it one more. */
function rankOf(percentile: number, total: number): number {
  const rank = (Math.min(percentile, 100) / 100) * total
  return Math.ceil(rank - rank * Number.EPSILON)
}

/** The bucket of a whole number, 0 or more: the same for all. */
export function bucketOf(value: number): number {
  const shift = value < exactBelow ? 0 : value < wide ? 21 - Math.clz32(value) : shiftOf(value)
  return (shift << 10) + (value < wide ? value >>> shift : Math.floor(value / 2 ** shift))
}

/** By how many bits a value is coarsened: until it lies below 2,048. */
function shiftOf(value: number): number {
  let shift = value < exactBelow ? 0 : Math.max(0, Math.floor(Math.log2(value)) - 10)
  // A logarithm may be rounded up to the next whole number.
  if (shift > 0 && value < half * 2 ** shift) shift--
  return shift
}

function widthOf(index: number): number {
  return index < exactBelow ? 1 : 2 ** (Math.floor(index / half) - 1)
}

function lowestOf(index: number): number {
  return index < exactBelow ? index : (half + (index % half)) * widthOf(index)
}
