import { z } from '../foundation/schema.ts'
import { comparisonSchema } from './comparison.ts'
import { verdicts } from './verdict.ts'

/** Of the file's format. */
export const baselineVersion = 1

/** Results are held against each other only where all of this is the same, down to `os`. */
export const machineSchema = z
  .strictObject({
    cpu: z.string(),
    cores: z.number().int(),
    cpu_limit: z.number().nullable().describe('cores that the cgroup allows; null without a limit'),
    memory_limit_bytes: z.number().nullable().describe('that the cgroup allows; null without a limit'),
    node: z.string(),
    os: z.string().describe('system and architecture'),
    lockfile: z
      .string()
      .nullable()
      .describe('SHA-256 of the lockfile, its first 16 digits; null where there is none'),
    vitest_stress: z.string(),
  })
  .describe('What a run ran on')

const planSchema = z
  .strictObject({
    kind: z.string(),
    workers: z.strictObject({ count: z.number().int(), kind: z.string() }),
    loads: z.array(
      z.strictObject({
        name: z.string().nullable(),
        start_after_ms: z.number(),
        options: z.record(z.string(), z.unknown()).describe('the load as resolved'),
      }),
    ),
    faults: z.array(z.unknown()).describe('what was to go wrong'),
    virtual_time: z.boolean(),
  })
  .describe('What was asked for')

const baselineRunSchema = z.strictObject({
  at: z.string().describe('ISO 8601'),
  commit: z.string().nullable(),
  seed: z.number().int(),
  samples: z.number().int(),
  values: z.record(z.string(), z.number().nullable()).describe('by the name of the metric: `latency.p50`'),
  response: z
    .string()
    .nullable()
    .describe('histogram of response times: HdrHistogram V2, compressed, base64; microseconds'),
})

/** The file of one scenario. */
export const baselineFileSchema = z.strictObject({
  baseline_version: z.literal(baselineVersion),
  name: z.string(),
  file: z.string(),
  project: z.string().nullable(),
  plan: planSchema,
  machine: machineSchema,
  runs: z.array(baselineRunSchema).min(1),
})

/** In the metrics of a run. */
export const baselineSectionSchema = z
  .strictObject({
    mode: z.enum(['write', 'check']),
    file: z.string().describe('of the baseline, from the project root'),
    runs: z.number().int().describe('in it'),
    outcome: z
      .enum(['written', 'not written', 'kept', 'worse', 'undecided', 'not comparable', 'not checked'])
      .describe('`not written`, `not checked`: the run had not passed'),
    problems: z.array(z.string()),
    notes: z.array(z.string()),
    gates: z.array(z.strictObject({ metric: z.string(), verdict: z.enum(verdicts), detail: z.string() })),
    comparison: comparisonSchema.nullable(),
  })
  .describe('What was stored of it, or what it came to beside what is stored')

/** What is asked of baselines. */
export interface BaselineSettings {
  mode: 'write' | 'check'
  /** Up to so much for the worse is not worse: 0.2 is 20 %. */
  margin: number
  /** Metrics that must not be worse. */
  gated: readonly string[]
}

export type Machine = z.infer<typeof machineSchema>
export type BaselinePlan = z.infer<typeof planSchema>
export type BaselineRun = z.infer<typeof baselineRunSchema>
export type BaselineFile = z.infer<typeof baselineFileSchema>
export type BaselineSection = z.infer<typeof baselineSectionSchema>
