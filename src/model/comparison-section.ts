import { z } from '../foundation/schema.ts'
import { comparisonSchema } from './comparison.ts'
import { latencyStatsSchema } from './metrics-parts.ts'
import { causes, verdicts } from './verdict.ts'

/** What an outcome may be asked to be. */
export const gates = ['not worse', 'equivalent', 'better'] as const
export type Gate = (typeof gates)[number]

const ratio = (what: string) => z.number().nullable().describe(`${what}, variant by reference`)

const gateResultSchema = z.strictObject({
  metric: z.string(),
  variant: z.string(),
  gate: z.enum(gates),
  verdict: z.enum(verdicts).describe('`invalid`: undecided'),
  detail: z.string().describe('one line for a person'),
  rounds_needed: z
    .number()
    .int()
    .nullable()
    .describe('about how many rounds like these would decide; null: it is decided, or nobody can say'),
})

const turnSchema = z
  .strictObject({
    round: z.number().int().describe('from 1; 0 in a round of warm-up, which is not compared'),
    turn: z.number().int().describe('its place in the round, from 1'),
    variant: z.string(),
    seed: z.number().int().describe('of all runs of the round; follows from that of the scenario'),
    verdict: z.enum(verdicts),
    cause: z.enum(causes).nullable(),
    problems: z.array(z.string()),
    breached: z.array(z.string()).describe('budgets and guarantees that were not kept'),
    values: z.record(z.string(), z.number().nullable()).describe('by metric; null: it has none'),
  })
  .describe('one run of one variant')

const variantFiguresSchema = z
  .strictObject({
    total_processed: z.number().int(),
    success_count: z.number().int(),
    failure_count: z.number().int(),
    success_rate: z.number().nullable().describe('of the iterations that finished'),
    duration: z.number().describe('active time in seconds'),
    throughput: z.number().nullable().describe('successful iterations per second of `duration`'),
    latency_stats: latencyStatsSchema.describe('steady phases'),
    histogram: z.string().nullable().describe('of response times, encoded as all are'),
  })
  .describe('A variant over all rounds that were compared, under its name')

const differenceSchema = z.strictObject({
  variant: z.string(),
  reference: z.string(),
  throughput_ratio: ratio('throughput'),
  latency_ratio: ratio('median response time'),
  success_rate_difference: z.number().nullable().describe('variant less reference'),
})

const guaranteeOfVariantsSchema = z.strictObject({
  guarantee: z.string(),
  verdicts: z.record(z.string(), z.enum(verdicts)).describe('the worst of all rounds, by variant'),
  round: z.number().int().nullable().describe('the first in which variants differ; null: in none'),
  seed: z.number().int().nullable().describe('of that round'),
  summaries: z.record(z.string(), z.string()).describe('what was seen in that round, by variant'),
  histories: z
    .record(z.string(), z.array(z.string()))
    .describe('what that round recorded of the messages that prove it, by variant, in the history format'),
})

const sectionSchema = z.object({
  ...comparisonSchema.shape,
  warmup_rounds: z.number().int(),
  gates: z.array(gateResultSchema),
  turns: z.array(turnSchema).describe('every run, in the order in which they ran'),
  difference: differenceSchema.nullable().describe('of two variants; null where there are more'),
  guarantees: z
    .array(guaranteeOfVariantsSchema)
    .nullable()
    .describe('guarantees that were judged, beside each other'),
})

/** Names that variants cannot have: they stand beside these. */
export const reservedNames = Object.keys(sectionSchema.shape)

type Section = z.infer<typeof sectionSchema>

/** Beside its own fields, each variant has one, with its figures: which is what the types cannot say. */
export const comparisonSectionSchema = sectionSchema
  .catchall(variantFiguresSchema)
  .describe(
    'Of `kind: "comparison"`. The other sections are those of the last run of the reference; where a run was not sound, of that run',
  ) as unknown as z.ZodType<Section & Readonly<Record<string, unknown>>>

export type ComparisonSection = Section & Readonly<Record<string, unknown>>

export type GateResult = z.infer<typeof gateResultSchema>
export type VariantFigures = z.infer<typeof variantFiguresSchema>
export type GuaranteeOfVariants = z.infer<typeof guaranteeOfVariantsSchema>
