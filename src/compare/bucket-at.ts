import type { Bucket } from './bucket.ts'

/** The bucket that holds the sample of `rank` (from 1), the smallest first; `buckets` rise, and hold as many. */
export function bucketAt(buckets: readonly Bucket[], rank: number): Bucket {
  let seen = 0
  for (const bucket of buckets) {
    seen += bucket.count
    if (seen >= rank) return bucket
  }
  throw new RangeError(`no sample of rank ${rank} among ${seen}`)
}
