import { z } from '../foundation/schema.ts'

/** What the rounds say of a variant beside the reference. */
export const outcomes = ['worse', 'better', 'equivalent', 'undecided'] as const

const ratio = (what: string) => z.number().describe(what)

/** One metric of one variant, held against the same metric of the reference. */
export const comparedMetricSchema = z
  .strictObject({
    name: z.string().describe('`latency.p50`'),
    unit: z.string(),
    direction: z.enum(['lower is better', 'higher is better']),
    variant: z.string(),
    gated: z.boolean().describe('counts among those that share the level; others stand for themselves'),
    rounds: z.number().int().describe('rounds that the outcome is from'),
    ratio: ratio('variant by reference: the Hodges-Lehmann estimate').nullable(),
    interval: z
      .strictObject({ from: ratio('smallest'), to: ratio('largest') })
      .nullable()
      .describe('of the ratio; null where so few rounds give none'),
    confidence: z.number().describe('of the interval, as it was asked for: 0.99'),
    margin: z
      .number()
      .describe('0.05: up to 5 % for the worse, and the inverse of that for the better, is equivalent'),
    outcome: z.enum(outcomes).describe('where the interval lies'),
    reason: z.string().nullable().describe('why it is undecided; null where it is not'),
    smallest_effect: ratio(
      'the smallest ratio for the worse that such rounds find in 95 of 100 runs',
    ).nullable(),
    equality_chance: z
      .number()
      .nullable()
      .describe(
        'chance of a mean log ratio so far from 0 by chance alone: exact sign flips, for this metric alone',
      ),
  })
  .describe('A metric of a variant, beside the reference')

export const comparisonSchema = z
  .strictObject({
    reference: z.string(),
    variants: z.array(z.string()).describe('the others, as they were given'),
    false_alarms: z
      .number()
      .describe('at most so often any gated metric is called worse or better that is not'),
    looks: z.array(z.number().int()).describe('after how many rounds the results may be looked at'),
    looked: z.number().int().describe('how many of the looks were taken'),
    metrics: z.array(comparedMetricSchema),
  })
  .describe('Variants beside a reference')

export type ComparedMetric = z.infer<typeof comparedMetricSchema>
export type Comparison = z.infer<typeof comparisonSchema>
