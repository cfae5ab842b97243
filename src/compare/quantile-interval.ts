import type { Bucket } from './bucket.ts'
import { bucketAt } from './bucket-at.ts'
import { designEffect } from './design-effect.ts'
import { quantileRanks } from './quantile-ranks.ts'

/** A quantile of one run, with what is known of it. */
export interface QuantileInterval {
  samples: number
  /** As many independent samples would tell as much; null: too few stretches of time to tell. */
  effectiveSamples: number | null
  /** The largest value of the quantile's bucket, as percentiles are reported. */
  value: number
  /** null: no sample bounds it from below. */
  from: number | null
  /** null: no sample bounds it from above. */
  to: number | null
}

/**
 * The confidence interval of a quantile by order statistics, for as many samples as the run's are worth. Free of any
 * assumption about the shape of the distribution; `designEffect` says what it assumes about time. A bucket counts with its
 * wrong end: the interval is never too short for want of resolution.
 *
 * `total`: all samples, at least one, in rising buckets. `stretches`: the same samples by short stretches of time of equal
 * length, in order (a second, or the slices of windows). `confidence`: 0.99 for an interval of 99 %.
 */
export function quantileInterval(
  total: readonly Bucket[],
  stretches: readonly (readonly Bucket[])[],
  quantile: number,
  confidence: number,
): QuantileInterval {
  const tail = (1 - confidence) / 2
  const samples = countOf(total)
  const rank = quantile * samples
  // An error of the last bit must not make it one more.
  const at = bucketAt(total, Math.max(1, Math.ceil(rank - rank * Number.EPSILON)))
  const effectOf = (isBeyond: (bucket: Bucket) => boolean): number | null =>
    designEffect(
      stretches.map((stretch) => ({ samples: countOf(stretch), beyond: countOf(stretch.filter(isBeyond)) })),
      tail,
    )
  // Where many samples share the quantile's own bucket, its two edges are two questions; the harder one counts.
  const [above, below] = [effectOf(({ to }) => to > at.to), effectOf(({ to }) => to >= at.to)]
  const found = { samples, value: at.to }
  if (above === null || below === null) return { ...found, effectiveSamples: null, from: null, to: null }
  const effectiveSamples = Math.max(1, Math.floor(samples / Math.max(above, below)))
  const ranks = quantileRanks(effectiveSamples, quantile, tail)
  return {
    ...found,
    effectiveSamples,
    from:
      ranks.from === null
        ? null
        : bucketAt(total, Math.floor(((ranks.from - 1) * samples) / effectiveSamples) + 1).from,
    to: ranks.to === null ? null : bucketAt(total, Math.ceil((ranks.to * samples) / effectiveSamples)).to,
  }
}

function countOf(buckets: readonly Bucket[]): number {
  return buckets.reduce((sum, { count }) => sum + count, 0)
}
