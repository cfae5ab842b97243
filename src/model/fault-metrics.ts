import { z } from '../foundation/schema.ts'
import { recoverySchema } from './recovery.ts'

const range = z.tuple([z.number(), z.number()]).describe('smallest and largest')

const triggerSchema = z.strictObject({
  ms: z.number().optional(),
  operations: z.number().int().optional(),
  call: z.number().int().optional(),
  site: z.string().optional(),
  agent: z.string().optional(),
})

export const executedFaultSchema = z
  .strictObject({
    id: z.string(),
    kind: z.string(),
    layer: z.string().describe('`core`, `queue`, `tcp`, `process`, `runtime`, `clock` or `storage`'),
    on: z.string().nullable().describe('the fault point it acted on; null: the process of the load itself'),
    sites: z.array(z.string()).describe('the calls it acted on; empty for a fault that is open over a time'),
    at: triggerSchema.describe('when it was to open'),
    until: triggerSchema
      .extend({ for_ms: z.number().optional(), times: z.number().int().optional() })
      .nullable()
      .describe('when it was to be over; null: at the end of the load'),
    probability: z.number().describe('the share of calls that it was to act on'),
    where: z
      .strictObject({ agent: z.string().optional(), type: z.string().optional(), key: z.string().optional() })
      .describe('the messages that it was about'),
    parameters: z.record(z.string(), z.unknown()).describe('defaults applied'),
    opened_ms: z.number().nullable().describe('from the start of the load; null: it never opened'),
    opened_at_operation: z.number().int().nullable().describe('iterations that had begun by then'),
    healed_ms: z.number().nullable(),
    fired: z.number().int().describe('how often it had its effect'),
    last_fired_ms: z.number().nullable().describe('when it had its effect last; null: never'),
    fired_by_site: z.record(z.string(), z.number().int()),
    sizes: z
      .record(z.string(), z.strictObject({ count: z.number().int(), asked: range, seen: range }))
      .describe('how large it was to be, and how large it came out'),
  })
  .describe('A fault as it was scheduled, and what became of it')

export const faultsSchema = z
  .strictObject({
    drawn: z
      .strictObject({
        intensity: z.number(),
        kinds: z.array(z.string()).describe('those that were drawn from'),
        swarm: z.boolean(),
      })
      .nullable()
      .describe('how the schedule was drawn from the seed (`chaos`); null where it was given (`faults`)'),
    fired_by_kind: z
      .record(z.string(), z.number().int())
      .describe('how often faults of each kind of the schedule had their effect; 0: never'),
    schedule: z.array(executedFaultSchema),
    recovery: recoverySchema.nullable().describe('null: the scenario has no `recovery`'),
  })
  .describe('What went wrong on purpose')

export type ExecutedFault = z.infer<typeof executedFaultSchema>
export type FaultsMetrics = z.infer<typeof faultsSchema>
