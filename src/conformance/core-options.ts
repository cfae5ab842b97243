import { count, milliseconds, z } from '../foundation/schema.ts'

/** The one source of the options of `describeMessagingCore`. */
export const coreOptionsSchema = z.strictObject({
  messages: count().default(20).describe('how many messages a case sends, more or less'),
  seed: z.int32({ error: 'a 32-bit integer' }).default(1).describe('of contents'),
  timeoutMs: milliseconds().default(5_000).describe('how long one send, and all arrivals, may take'),
  quietMs: milliseconds()
    .default(100)
    .describe('how long nothing more must arrive before what is there counts as all'),
})

/** What `describeMessagingCore` takes. Times are in milliseconds. */
export interface MessagingCoreOptions {
  /** How many messages a case sends, more or less. @default 20 */
  messages?: number
  /** Of contents; a 32-bit integer. @default 1 */
  seed?: number
  /** How long one send, and all arrivals, may take. @default 5_000 */
  timeoutMs?: number
  /** How long nothing more must arrive before what is there counts as all. @default 100 */
  quietMs?: number
}

export type ResolvedCoreOptions = z.output<typeof coreOptionsSchema>
