import { z } from '../foundation/schema.ts'
import { bottlenecks, generatorSecondSchema, interArrivalSchema } from './health-metrics.ts'
import { verdicts } from './verdict.ts'

const ms = (what: string) => z.number().describe(`${what}, in milliseconds`)

/** Percentiles of one series. Made from merged histograms (0.1 % resolution); min, max and avg are exact. */
export const seriesStatsSchema = z
  .strictObject({
    count: z.number().int().describe('samples'),
    min_ms: ms('smallest sample'),
    max_ms: ms('largest sample'),
    avg_ms: ms('mean'),
    p50_ms: ms('median'),
    p90_ms: ms('90th percentile'),
    p95_ms: ms('95th percentile'),
    p99_ms: ms('99th percentile'),
    p99_9_ms: ms('99.9th percentile'),
    p99_99_ms: ms('99.99th percentile'),
  })
  .describe('Percentiles of one series')

export const latencyStatsSchema = z
  .strictObject({
    min_ms: ms('fastest response').nullable(),
    max_ms: ms('slowest response').nullable(),
    avg_ms: ms('mean response time').nullable(),
    p50_ms: ms('median response time').nullable(),
    p95_ms: ms('95th percentile of response time').nullable(),
    p99_ms: ms('99th percentile of response time').nullable(),
  })
  .describe('Response time, from the scheduled start, of the steady phase')

export const groupStatsSchema = z.strictObject({
  total_processed: z.number().int().describe('iterations finished'),
  success_count: z.number().int(),
  failure_count: z.number().int(),
  latency: seriesStatsSchema.nullable().describe('response time in the steady phase; null without a sample'),
})

export const failureSchema = z.strictObject({
  reason: z.string().describe("`timeout`, or the error's `reason`, `code` or name"),
  count: z.number().int(),
  example: z.string().describe('message of the first such error, at most 300 characters'),
})

export const timelineSecondSchema = z.strictObject({
  second: z.number().int().describe('whole seconds since the load began'),
  started: z.number().int(),
  succeeded: z.number().int(),
  failed: z.number().int(),
  dropped: z.number().int(),
  in_flight: z.number().int().describe('at the end of the second'),
  queue_depth: z.number().int().nullable().describe('messages waiting or leased, at the end of the second'),
  p50_ms: ms('median response time').nullable(),
  p99_ms: ms('99th percentile of response time').nullable(),
  max_ms: ms('slowest response').nullable(),
  loop_delay_max_ms: ms('longest event-loop delay').nullable(),
  heap_bytes: z.number().int(),
  rss_bytes: z.number().int(),
  faults: z.array(z.string()).optional().describe('ids of the faults open in it; absent where none was'),
})

const uncertaintySchema = z
  .strictObject({
    confidence: z.number().describe('of the interval: 0.99'),
    from_ms: ms('lower end of the interval').nullable(),
    to_ms: ms('upper end of the interval').nullable(),
    effective_samples: z
      .number()
      .int()
      .nullable()
      .describe('as many independent samples would tell as much; null: too few stretches of time to tell'),
    outcome: z.enum(['pass', 'fail', 'undecided']).describe('on which side of the limit the interval lies'),
    samples_needed: z
      .number()
      .int()
      .nullable()
      .describe('about so many would decide; null: it is decided, or nobody can say'),
  })
  .describe('A percentile that was judged by its interval')

export const budgetResultSchema = z.strictObject({
  budget: z.string().describe('what was limited, as it stands in the options: `latency.p99`'),
  comparison: z.enum(['at least', 'at most']),
  limit: z.number(),
  unit: z.enum(['ms', 'per second', 'ratio', 'count', 'bytes', 'number']),
  actual: z.number().nullable().describe('null without a sample'),
  samples: z.number().int(),
  verdict: z.enum(verdicts),
  detail: z.string().describe('what helps to understand the figure'),
  uncertainty: uncertaintySchema.optional().describe('of a limit with a `confidence`; absent without'),
})

export const abortedSchema = z
  .strictObject({
    at_ms: ms('when, from the beginning of the first load'),
    budget: z.string().describe('what was missed, as in `budgets`: `windows.10s.successRate`'),
  })
  .describe('The load was ended by `abortOnBreach`')

const interval = z
  .tuple([z.number(), z.number().nullable()])
  .nullable()
  .describe(
    'from and to, in microseconds from the start of the load; to is null where it was never known to be over',
  )

const proofMessageSchema = z.strictObject({
  message: z.string(),
  enqueue: interval,
  dequeue: interval,
})

export const checkResultSchema = z.strictObject({
  guarantee: z.string(),
  verdict: z.enum(verdicts),
  summary: z.string().describe('one line for a person'),
  examples: z.array(z.string()).describe('at most 8 messages that show the violation'),
  proof: z
    .strictObject({
      sentence: z.string().describe('why it is a violation'),
      messages: z.array(proofMessageSchema).describe('the messages that prove it, at most 8'),
      drawing: z.string().describe('their operations over time, as text'),
    })
    .nullable()
    .describe('for a violation seen in the recorded operations'),
})

export const ledgerSchema = z
  .strictObject({
    attempted: z.number().int().describe('deliveries asked for; a broadcast to nine is nine'),
    accepted: z.number().int().describe('of those, taken by the queue'),
    delivered: z.number().int().describe('deliveries seen, copies included'),
    lost: z.number().int().describe('accepted, not delivered, not dead-lettered, not pending'),
    lost_prefix: z
      .number()
      .int()
      .describe('of the lost: before the first that its producer had delivered to the inbox'),
    lost_middle: z.number().int().describe('of the lost: between the first and the last'),
    lost_postfix: z.number().int().describe('of the lost: after the last, or nothing was delivered'),
    pending: z.number().int().describe('accepted and still inside when the drain ended'),
    duplicated: z.number().int().describe('copies beyond the first'),
    unexpected: z.number().int().describe('delivered, never sent'),
    phantom: z.number().int().describe('delivered although the queue refused it'),
    recovered: z.number().int().describe('delivered although its acceptance was never confirmed'),
    misrouted: z.number().int().describe('delivered to an inbox that is not an addressee'),
    dead_lettered: z.number().int().describe('given up by the queue after bounded retry'),
  })
  .describe('Every delivery accounted for')

export const guaranteesSchema = z.strictObject({
  ledger: ledgerSchema.nullable().describe('null where nothing was observed'),
  history: z
    .strictObject({
      operations: z.number().int().describe('operations recorded'),
      missed: z.number().int().describe('operations that found no room'),
    })
    .nullable()
    .describe('null where no history was recorded'),
  checks: z.array(checkResultSchema),
  notes: z
    .array(z.string())
    .describe('what is asserted beyond what the system declares, or declared and not judged'),
})

export const distributionSchema = z.strictObject({
  p50_ms: ms('median'),
  p99_ms: ms('99th percentile'),
  max_ms: ms('largest'),
})

export const healthSchema = z
  .strictObject({
    judged: z
      .boolean()
      .describe(
        'true for open models; a closed load has no plan to fall behind, and of a generator that was held on purpose most of the time nothing is known',
      ),
    unjudged_starts: z
      .number()
      .int()
      .describe(
        'planned starts while a runtime fault was open or the heap was looked at: reported, not judged',
      ),
    saturated: z.boolean(),
    bottleneck: z
      .enum(bottlenecks)
      .nullable()
      .describe('what kept a saturated generator from its plan; null where nothing did'),
    remedy: z.string().nullable().describe('what to do about a saturated generator'),
    planned_starts: z.number().int().nullable().describe('planned starts, dropped ones left out'),
    achieved_starts: z.number().int(),
    lateness_p99_ms: ms('99th percentile of lateness where a slot was free').nullable(),
    lateness_limit_ms: ms('the limit for it').nullable(),
    event_loop_delay: distributionSchema.nullable().describe('sampling interval subtracted'),
    event_loop_utilization: z.number().describe('share of time the loop was busy, 0 to 1'),
    cpu_seconds: z.number().describe('user and system time of this process'),
    sync_time: distributionSchema
      .nullable()
      .describe('how long starts held the event loop before their first wait; null for closed loads'),
    inter_arrival: interArrivalSchema.nullable().describe('null for closed loads'),
    seconds: z.array(generatorSecondSchema),
  })
  .describe('Evidence that the load generator was not the bottleneck')

export const memorySchema = z.strictObject({
  heap_before_bytes: z.number().int().describe('heap in use after a collection, before the load'),
  heap_peak_bytes: z.number().int().describe('largest heap in use, sampled ten times a second'),
  heap_after_bytes: z.number().int().describe('heap in use after a collection, after the target was closed'),
  rss_peak_bytes: z.number().int(),
})
