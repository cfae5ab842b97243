import { count, milliseconds, positive, text, z } from '../foundation/schema.ts'

/** The one source of the options of `describeQueueBehavior` and `validate-queue`. */
export const behaviorOptionsSchema = z.strictObject({
  messages: count().default(200).describe('how many messages a case sends, more or less'),
  seed: z.int32({ error: 'a 32-bit integer' }).default(1).describe('of priorities, pauses and contents'),
  throughput: z
    .strictObject({ minPerSecond: positive() })
    .optional()
    .describe('the floor that the case `throughput` holds the queue to; without it that case is not claimed'),
  knownViolations: z
    .array(text('the name of a case'), { error: 'a list of names of cases' })
    .default([])
    .describe('cases that are expected to be violated: in Vitest they pass as long as they are'),
  timeoutMs: milliseconds().default(10_000).describe('how long one case may take'),
  quietMs: milliseconds()
    .default(300)
    .describe('how long nothing must come before what is missing counts as lost'),
})

/** What `describeQueueBehavior` takes. Times are in milliseconds. */
export interface QueueBehaviorOptions {
  /** How many messages a case sends, more or less. @default 200 */
  messages?: number
  /** Of priorities, pauses and contents; a 32-bit integer. @default 1 */
  seed?: number
  /** The floor of the case `throughput`. Without it that case is not claimed. */
  throughput?: { minPerSecond: number }
  /** Names of cases that are expected to be violated: in Vitest they pass as long as they are. @default [] */
  knownViolations?: readonly string[]
  /** How long one case may take. @default 10_000 */
  timeoutMs?: number
  /** How long nothing must come before what is missing counts as lost. @default 300 */
  quietMs?: number
}

export type ResolvedBehaviorOptions = z.output<typeof behaviorOptionsSchema>
