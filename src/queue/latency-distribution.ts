import { lognormal, uniform } from '../foundation/distribution.ts'
import type { Random } from '../foundation/random.ts'
import { custom, z } from '../foundation/schema.ts'
import { LONGEST_WAIT_MS, waitMs } from './parse-options.ts'

/** How long something takes, in milliseconds. */
export type LatencyDistribution =
  | { readonly fixedMs: number }
  /** Uniform. */
  | { readonly minMs: number; readonly maxMs: number }
  /** Lognormal: a long tail, as services have. */
  | { readonly medianMs: number; readonly p99Ms: number }
  /** Drawn from these, with replacement: recorded times, say. */
  | { readonly samplesMs: readonly number[] }

const fixed = z.strictObject({ fixedMs: waitMs(0) })
const range = z
  .strictObject({ minMs: waitMs(0), maxMs: waitMs(0) })
  .refine(({ minMs, maxMs }) => minMs <= maxMs)
const tail = z
  .strictObject({ medianMs: waitMs(0), p99Ms: waitMs(0) })
  .refine(({ medianMs, p99Ms }) => medianMs > 0 && medianMs <= p99Ms)
const samples = z.strictObject({ samplesMs: z.array(waitMs(0)).min(1) })

export const latencySchema = custom<LatencyDistribution>(
  '{ fixedMs }, { minMs, maxMs } in order, { medianMs, p99Ms } in order and above 0, or { samplesMs: [...] }, each in ' +
    'milliseconds, 0 or more',
  (value) => [fixed, range, tail, samples].some((schema) => schema.safeParse(value).success),
)

/** A function that draws from `latency`. */
export function latencySampler(latency: LatencyDistribution, random: Random): () => number {
  if ('fixedMs' in latency) return () => latency.fixedMs
  if ('minMs' in latency) return () => uniform(random, latency.minMs, latency.maxMs)
  if ('medianMs' in latency) {
    return () => Math.min(LONGEST_WAIT_MS, lognormal(random, latency.medianMs, latency.p99Ms))
  }
  const { samplesMs } = latency
  return () => samplesMs[random.integer(0, samplesMs.length - 1)]!
}
