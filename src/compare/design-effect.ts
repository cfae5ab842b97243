import { normalQuantile } from './distributions/normal-quantile.ts'
import { studentQuantile } from './distributions/student-quantile.ts'

/** What one stretch of time held. */
export interface StretchCount {
  samples: number
  /** Of those: beyond the value in question. */
  beyond: number
}

const [fewest, most] = [10, 20]

/**
 * How many samples of a run are worth one independent sample, for the share that lies beyond a value: at least 1; null where
 * fewer than ten stretches hold samples. `stretches` are of equal length and in order, `tail` is the chance of the interval
 * that it is for.
 *
 * Batch means of the indicator (Schmeiser 1982; as a ratio estimate, since stretches hold different numbers: Cochran,
 * "Sampling Techniques", 6.4, Kish's design effect): the stretches become 10 to 20 batches, and what the batches' counts
 * vary is divided by what they would if samples were independent. The variance is known from so few batches only, so it is
 * enlarged by (t / z)^2. It assumes that a batch is long beside the time over which samples are alike, and that the run
 * is steady.
 */
export function designEffect(stretches: readonly StretchCount[], tail: number): number | null {
  const filled = stretches.filter(({ samples }) => samples > 0)
  if (filled.length < fewest) return null
  const count = Math.min(most, filled.length)
  const batches = Array.from({ length: count }, (_, batch) =>
    sumOf(
      filled.slice(
        Math.floor((batch * filled.length) / count),
        Math.floor(((batch + 1) * filled.length) / count),
      ),
    ),
  )
  const { samples, beyond } = sumOf(batches)
  const share = beyond / samples
  const spread = batches.reduce((sum, batch) => sum + (batch.beyond - batch.samples * share) ** 2, 0)
  const independent = (samples * share * (1 - share) * (count - 1)) / count
  if (independent === 0) return 1
  const unsure = studentQuantile(1 - tail, count - 1) / normalQuantile(1 - tail)
  return Math.max(1, (spread / independent) * unsure ** 2)
}

function sumOf(counts: readonly StretchCount[]): StretchCount {
  return counts.reduce(
    (sum, { samples, beyond }) => ({ samples: sum.samples + samples, beyond: sum.beyond + beyond }),
    { samples: 0, beyond: 0 },
  )
}
