import { count, milliseconds, millisecondsFromZero, positive, z } from '../foundation/schema.ts'
import { arrivalsField, commonFields, openFields } from '../load/executor.ts'

/** `search` of `findCapacity`. */
export const searchSchema = z.strictObject({
  minPerSecond: positive().describe('the first rate that is offered, in starts per second'),
  maxPerSecond: positive().describe('the highest rate that is offered'),
  tolerance: z
    .number({ error: 'a number from 0.001 to 1' })
    .min(0.001, { error: 'a number from 0.001 to 1' })
    .max(1, { error: 'a number from 0.001 to 1' })
    .default(0.05)
    .describe('the search is over when the breach is above the capacity by at most this share'),
  probeMs: milliseconds().default(10_000).describe('length of the load of each probe, without the warm-up'),
  maxProbes: count()
    .default(12)
    .describe('the most probes; too few for the rates and the tolerance are refused'),
  arrivals: arrivalsField,
  ...commonFields,
  // Probes are compared with each other: all must leave out the same.
  warmupMs: millisecondsFromZero().default(0).describe('load that runs first and feeds no budget'),
  ...openFields,
})

/** Beside a scenario's own options, what `findCapacity` takes. */
export const capacityFields = {
  search: searchSchema.describe('which rates to offer, and how'),
  minCapacityPerSecond: positive()
    .optional()
    .describe('the least capacity that is good enough: below it the verdict is `fail`'),
}
