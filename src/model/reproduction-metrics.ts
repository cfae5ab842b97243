import { z } from '../foundation/schema.ts'

export const reproductionSchema = z
  .strictObject({
    history_hash: z
      .string()
      .nullable()
      .describe('of all recorded operations and their times; null where none were recorded, or in real time'),
    second_run: z
      .strictObject({
        history_hash: z.string().nullable(),
        same: z.boolean(),
        difference: z
          .string()
          .nullable()
          .describe('the first operation that was another one; null: none was'),
      })
      .nullable()
      .describe(
        'a run in virtual time with faults that fails is run once more, since it must come out the same; null: it was not',
      ),
    replay: z
      .strictObject({
        of: z.string().describe('the metrics file, and which of its scenarios: `logs/metrics.json#3`'),
        runs: z.number().int().describe('1 in virtual time'),
        failed: z
          .number()
          .int()
          .describe('of those, with the verdict `fail`; the entry is that of the first'),
        same_history: z
          .boolean()
          .nullable()
          .describe('whether the hash is that of the replayed run; null where one of them has none'),
      })
      .nullable()
      .describe('null: it is no replay (`VITEST_STRESS_REPLAY`)'),
  })
  .describe('Whether what happened comes again')

export type ReproductionMetrics = z.infer<typeof reproductionSchema>
