import { z } from '../foundation/schema.ts'
import { seriesStatsSchema } from './metrics-parts.ts'

const figure = (what: string) => z.number().nullable().describe(`${what}; null without a sample`)

/** What a metric of the user's own came to, by its kind. Of the steady phase. */
export const customMetricSchema = z
  .discriminatedUnion('kind', [
    z.strictObject({
      kind: z.literal('counter'),
      value: z.number().describe('the sum'),
      per_second: z.number().nullable().describe('of the steady phase'),
    }),
    z.strictObject({
      kind: z.literal('gauge'),
      samples: z.number().int(),
      last: figure('the last level'),
      min: figure('the lowest level'),
      max: figure('the highest level'),
    }),
    z.strictObject({
      kind: z.literal('rate'),
      hits: z.number().int().describe('how often it was true'),
      samples: z.number().int(),
      share: figure('0 to 1'),
    }),
    z.strictObject({
      kind: z.literal('trend'),
      unit: z.string().nullable(),
      count: z.number().int().describe('samples'),
      min: figure('smallest value'),
      max: figure('largest value'),
      avg: figure('mean'),
      p50: figure('median'),
      p90: figure('90th percentile'),
      p95: figure('95th percentile'),
      p99: figure('99th percentile'),
      p99_9: figure('99.9th percentile'),
      histogram: z
        .string()
        .nullable()
        .describe('HdrHistogram V2, compressed, base64; in integer thousandths; these merge exactly'),
    }),
  ])
  .describe('A metric of the scenario’s own, of the steady phase')

export const checkRateSchema = z.strictObject({
  passed: z.number().int(),
  failed: z.number().int(),
  rate: figure('share that passed, 0 to 1'),
})

export const groupTimeSchema = z.strictObject({
  count: z.number().int().describe('how often it ran'),
  failed: z.number().int().describe('how often it threw or rejected'),
  latency: seriesStatsSchema.nullable().describe('how long it took'),
  histogram: z.string().nullable().describe('as the other histograms, in integer microseconds'),
})

export type CustomMetricResult = z.infer<typeof customMetricSchema>
export type MetricKindName = CustomMetricResult['kind']
