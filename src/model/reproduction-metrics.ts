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
  })
  .describe('Whether what happened comes again')

export type ReproductionMetrics = z.infer<typeof reproductionSchema>
