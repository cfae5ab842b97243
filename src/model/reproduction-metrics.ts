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
    shrunk: z
      .strictObject({
        kind: z.string().describe('the violation that it still shows: `atLeastOnce: lost`'),
        runs: z.number().int().describe('it took to find it'),
        minimal: z
          .boolean()
          .describe('each fault was left out, and each count lowered by one, and the violation was gone'),
        iterations: z
          .number()
          .int()
          .nullable()
          .describe('in all; null where the load is counted in time alone'),
        case: z
          .strictObject({
            seed: z.number().int(),
            load: z
              .record(z.string(), z.unknown())
              .optional()
              .describe('what is another than in the scenario'),
            faults: z.array(z.record(z.string(), z.unknown())).describe('as in the options of a scenario'),
          })
          .describe('what `onlyCase` takes'),
        file: z.string().nullable().describe('the test file that it was written to; null: none could be'),
      })
      .nullable()
      .describe('the smallest case found (`shrink`); null: none was looked for'),
  })
  .describe('Whether what happened comes again')

export type ReproductionMetrics = z.infer<typeof reproductionSchema>
