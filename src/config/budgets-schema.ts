import {
  atLeastZero,
  fraction,
  milliseconds,
  positive,
  text,
  wholeFromZero,
  z,
} from '../foundation/schema.ts'
import { noLimit, notEmpty, shareSchema } from '../record/custom/range-schema.ts'
import type { Budgets } from '../model/scenario.ts'
import { windowsSchema } from './windows-schema.ts'

const aConfidence = 'a share from 0.5 to less than 1, as 0.99'
const latencyMetric = z.string().regex(/^(p(100|\d{1,2}(\.\d+)?)|max|avg)$/)
const latencyLimits = z.record(latencyMetric, z.strictObject({ maxMs: milliseconds() })).optional()
const sureLatencyLimits = z
  .record(
    latencyMetric,
    z.strictObject({
      maxMs: milliseconds(),
      confidence: z
        .number({ error: aConfidence })
        .gte(0.5, { error: aConfidence })
        .lt(1, { error: aConfidence })
        .optional(),
    }),
  )
  .optional()
const countLimit = z.strictObject({ max: wholeFromZero() }).optional()
const byteLimit = z.strictObject({ maxBytes: positive('a number of bytes above 0') }).optional()

const groupFields = {
  throughput: z
    .strictObject({ minPerSecond: atLeastZero() })
    .optional()
    .describe('successful iterations per second'),
  latency: latencyLimits.describe('response time: end minus scheduled start'),
  serviceTime: latencyLimits.describe('end minus actual start'),
  lateness: latencyLimits.describe('actual minus scheduled start; open models only'),
  successRate: z
    .strictObject({ min: fraction() })
    .optional()
    .describe('0 to 1, over all planned starts: unfinished and dropped ones count as not successful'),
  failures: countLimit.describe('iterations that failed'),
  dropped: countLimit.describe('planned starts that did not happen'),
  unfinished: countLimit.describe('iterations without an outcome when the drain ended'),
}
const group = z.strictObject(groupFields)
const byInterval =
  'a percentile with a `confidence` (0.99) is judged by its interval: pass, fail or undecided'
/** What the whole load, or one of several, can be held to. */
const loadFields = {
  ...groupFields,
  latency: sureLatencyLimits.describe(`response time: end minus scheduled start; ${byInterval}`),
  serviceTime: sureLatencyLimits.describe('end minus actual start; the same'),
  lateness: sureLatencyLimits.describe('actual minus scheduled start; open models only; the same'),
}
/** A start that was dropped never ran, so that nothing could mark it. */
const taggedGroup = group.omit({ dropped: true })

const groupTime = z
  .strictObject(
    { latency: latencyLimits, failures: countLimit },
    { error: 'an object { latency, failures }' },
  )
  .refine(notEmpty, noLimit('a limit: { latency, failures }'))

/** What `budgets` and `toMeetBudgets` take. */
export const budgetsSchema = z.strictObject({
  ...loadFields,
  deadLettered: countLimit.describe(
    'deliveries that the observed queue gave up on; 0 by default, where `successRate` is 1',
  ),
  recoveryTime: z
    .strictObject({ maxMs: milliseconds() })
    .optional()
    .describe(
      'from when the last fault was over until all is as in the steady state again; needs `recovery`',
    ),
  heapPeak: byteLimit.describe('largest heap in use, sampled ten times a second'),
  rssPeak: byteLimit.describe('largest resident memory, sampled ten times a second'),
  agents: z.record(z.string(), group).optional().describe("by agent; `'*'` stands for each"),
  messageTypes: z.record(z.string(), group).optional().describe("by message type; `'*'` stands for each"),
  loads: z
    .record(z.string(), z.strictObject(loadFields))
    .optional()
    .describe("by the name in `loads`; `'*'` stands for each"),
  tags: z
    .record(z.string(), taggedGroup)
    .optional()
    .describe("by tag (`iteration.tag(name)`); `'*'` stands for each"),
  metrics: z
    .record(z.string(), z.unknown(), { error: 'an object of limits by the name of a metric' })
    .optional()
    .describe('on the metrics that the scenario names in `metrics`, each by its kind'),
  checks: z
    .record(z.string(), shareSchema)
    .optional()
    .describe(
      "on soft checks, by name; `'*'` stands for all that are not named; each must always hold, by default",
    ),
  groups: z
    .record(z.string(), groupTime)
    .optional()
    .describe("on what `group(name, ...)` timed; `'*'` stands for all that are not named"),
  tenants: z
    .strictObject({
      p99Ratio: z
        .strictObject({
          max: positive(),
          except: z.array(text(), { error: 'a list of names of loads' }).optional(),
        })
        .optional()
        .describe("each load's p99, as a multiple of what the load has alone; but for those in `except`"),
      jain: z
        .strictObject({ min: fraction() })
        .optional()
        .describe("Jain's index over what is left to each load of its speed alone"),
    })
    .optional()
    .describe(
      'how much the loads of `loads` may hinder each other; each runs alone first, with the same seed',
    ),
  phases: z
    .strictObject({ warmup: group.optional(), steady: group.optional() })
    .optional()
    .describe('by phase; without it, budgets mean the steady phase'),
  windows: windowsSchema(groupFields)
    .optional()
    .describe('what must hold in every stretch of `everyMs` of the steady phase'),
}) satisfies z.ZodType<Budgets>
