import { z } from '../foundation/schema.ts'

/** What the generator went through in one second. */
export const generatorSecondSchema = z
  .strictObject({
    second: z.number().int().describe('whole seconds since the load began'),
    worker: z
      .number()
      .int()
      .nullable()
      .describe('which worker made the load, from 0; null where it is the test process'),
    length_ms: z
      .number()
      .describe('shorter in the last one, longer where the blocked loop let no sample be taken'),
    event_loop_delay_p99_ms: z.number().nullable().describe('sampling interval subtracted'),
    event_loop_delay_max_ms: z.number().nullable(),
    event_loop_utilization: z.number().describe('share of time the loop was busy, 0 to 1'),
    gc_total_ms: z.number().describe('pauses for garbage collection, together'),
    gc_max_ms: z.number().describe('the longest of them'),
    cpu: z.number().describe('user and system time of the process, in cores: above 1 where threads help'),
    rss_bytes: z.number().int(),
    sync_total_ms: z
      .number()
      .nullable()
      .describe('how long starts held the loop before their first wait; null for closed loads'),
    sync_max_ms: z.number().nullable().describe('the longest of them'),
    lateness_p99_ms: z.number().nullable().describe('of starts that found a free slot, warm-up included'),
    lateness_max_ms: z.number().nullable(),
    planned_starts: z
      .number()
      .int()
      .nullable()
      .describe('scheduled in this second; on average, where they come at random; null for closed loads'),
    achieved_starts: z.number().int(),
    dropped: z.number().int().describe('planned starts given up'),
  })
  .describe('The load generator in one second')

export const interArrivalSchema = z
  .strictObject({
    count: z.number().int().describe('gaps between two starts of one load, where both found a free slot'),
    avg_ms: z.number(),
    p50_ms: z.number(),
    p99_ms: z.number(),
    max_ms: z.number(),
    variation: z
      .number()
      .describe('standard deviation over mean: 0 evenly spaced, 1 at random, above: bursts'),
    planned_variation: z.number().describe('the same of the scheduled starts'),
  })
  .describe('How evenly starts came, in the steady phase')

/** What kept a saturated generator from its plan. */
export const bottlenecks = ['workload', 'garbage-collection', 'other-processes', 'cpu', 'unknown'] as const

export type GeneratorSecond = z.infer<typeof generatorSecondSchema>
export type InterArrival = z.infer<typeof interArrivalSchema>
export type Bottleneck = (typeof bottlenecks)[number]
