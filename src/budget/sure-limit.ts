import { judgeQuantile, type JudgedQuantile } from '../compare/judge-quantile.ts'
import type { SureLatencyLimit } from '../model/scenario.ts'
import type { ValueRange } from '../record/value-buckets.ts'
import type { Limit } from './limit.ts'

/** All samples, and the same by stretches of time; in microseconds. */
export interface SureSamples {
  total: readonly ValueRange[]
  stretches: readonly (readonly ValueRange[])[]
}

const english = new Intl.NumberFormat('en-US')

/** A limit on a percentile (0 to 100), judged by the interval of the percentile. `of` has samples. */
export function sureLimit(
  limit: Limit,
  percentile: number,
  { maxMs, confidence = 0.99 }: SureLatencyLimit,
  { total, stretches }: SureSamples,
): Limit {
  const asked = { quantile: percentile / 100, limit: maxMs * 1000, confidence }
  const judged = judgeQuantile(total, stretches, asked)
  return {
    ...limit,
    detail: [limit.detail, ...describe(judged, confidence)].join('; '),
    uncertainty: {
      confidence,
      from_ms: judged.from === null ? null : judged.from / 1000,
      to_ms: judged.to === null ? null : judged.to / 1000,
      effective_samples: judged.effectiveSamples,
      outcome: judged.outcome,
      samples_needed: judged.samplesNeeded,
    },
  }
}

function describe(judged: JudgedQuantile, confidence: number): string[] {
  const { from, to, samples, effectiveSamples, reason, samplesNeeded } = judged
  const parts: string[] = []
  if (effectiveSamples !== null && effectiveSamples < samples)
    parts.push(`worth ${english.format(effectiveSamples)} independent ones`)
  const ends = between(from, to)
  if (ends !== null) parts.push(`${english.format(100 * confidence)} % interval ${ends}`)
  if (reason !== null) {
    const needed = samplesNeeded === null ? '' : `; about ${english.format(samplesNeeded)} samples would tell`
    parts.push(`undecided: ${reason}${needed}`)
  }
  return parts
}

function between(from: number | null, to: number | null): string | null {
  const ms = (us: number): string => english.format(us / 1000)
  if (from !== null && to !== null) return `${ms(from)} to ${ms(to)} ms`
  if (from !== null) return `from ${ms(from)} ms on`
  return to === null ? null : `up to ${ms(to)} ms`
}
