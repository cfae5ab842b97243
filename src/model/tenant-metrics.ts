import { z } from '../foundation/schema.ts'

const tenantSchema = z.strictObject({
  p99_ms: z.number().nullable().describe('with the others; null without a sample'),
  alone_p99_ms: z
    .number()
    .nullable()
    .describe('of the run of this load alone, before; null: it was not sound'),
  p99_ratio: z.number().nullable().describe('how many times longer it waits for the others'),
  samples: z.number().int().describe('with the others'),
})

/** The loads of a scenario as tenants of one system. */
export const tenantsSchema = z
  .strictObject({
    each: z.record(z.string(), tenantSchema).describe('by the name in `loads`'),
    jain: z
      .number()
      .nullable()
      .describe(
        "Jain's index of what is left to each of its speed alone (1 / `p99_ratio`): 1 where all are slowed down alike, 1 / n where one is not and all others are stopped",
      ),
  })
  .describe('How loads bear each other, beside a run of each alone')

export type TenantsMetrics = z.infer<typeof tenantsSchema>
