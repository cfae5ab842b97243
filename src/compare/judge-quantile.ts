import type { Bucket } from './bucket.ts'
import { quantileInterval, type QuantileInterval } from './quantile-interval.ts'
import { samplesNeeded } from './samples-needed.ts'

/** A quantile of one run, held against a limit with its uncertainty. */
export interface JudgedQuantile extends QuantileInterval {
  outcome: 'pass' | 'fail' | 'undecided'
  /** Why it is undecided; null where it is not. */
  reason: string | null
  /** About how many samples like these would decide; null: it is decided, or nobody can say. */
  samplesNeeded: number | null
}

export interface QuantileLimit {
  /** 0.99 for p99; above 0, below 1. */
  quantile: number
  /** The most that is allowed, in the unit of the buckets. */
  limit: number
  /** 0.99: `pass` and `fail` are each wrong with a chance of at most half of 1 %. */
  confidence: number
}

/** `pass` where the whole interval keeps the limit, `fail` where none of it does, else `undecided`. */
export function judgeQuantile(
  total: readonly Bucket[],
  stretches: readonly (readonly Bucket[])[],
  { quantile, limit, confidence }: QuantileLimit,
): JudgedQuantile {
  const interval = quantileInterval(total, stretches, quantile, confidence)
  const { from, to, samples, effectiveSamples } = interval
  const decided = { ...interval, reason: null, samplesNeeded: null }
  if (to !== null && to <= limit) return { ...decided, outcome: 'pass' }
  if (from !== null && from > limit) return { ...decided, outcome: 'fail' }
  const undecided = { ...interval, outcome: 'undecided' as const }
  if (effectiveSamples === null) {
    const reason =
      'too few stretches of time to tell how alike neighbouring samples are: at least 10 must hold samples'
    return { ...undecided, reason, samplesNeeded: null }
  }
  const within = total.reduce((sum, { to, count }) => (to <= limit ? sum + count : sum), 0)
  const needed = samplesNeeded(within / samples, quantile, (1 - confidence) / 2, effectiveSamples)
  const isOpen =
    to === null ? 'so few samples do not bound it from above' : 'its interval reaches across the limit'
  return {
    ...undecided,
    reason: needed === null ? `${isOpen}, and it is too close to the limit to be told from it` : isOpen,
    samplesNeeded: needed && Math.ceil((needed * samples) / effectiveSamples),
  }
}
