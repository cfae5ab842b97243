import { z } from '../../foundation/schema.ts'
import { verdicts } from '../../model/verdict.ts'

// Not strict: a file of an earlier or a later minor version has fields less or more.
const planSchema = z.object({
  executor: z.string(),
  planned_iterations: z.number().nullable().optional(),
  planned_ms: z.number().nullable().optional(),
  options: z.record(z.string(), z.unknown()),
})
const responseSchema = z.object({
  count: z.number(),
  min_ms: z.number(),
  max_ms: z.number(),
  avg_ms: z.number(),
  p50_ms: z.number(),
  p95_ms: z.number(),
  p99_ms: z.number(),
})

/** What of a scenario in a metrics file a comparison looks at. */
export const storedScenarioSchema = z.object({
  name: z.string(),
  file: z.string(),
  project: z.string().nullable(),
  machine: z.string().nullable().optional(),
  kind: z.string(),
  seed: z.number(),
  started_at: z.string().nullable().optional(),
  verdict: z.enum(verdicts),
  cause: z.string().nullable(),
  expected_verdict: z.enum(['pass', 'fail']),
  budgets: z
    .array(z.object({ unit: z.string(), comparison: z.string().optional(), verdict: z.enum(verdicts) }))
    .nullable()
    .optional(),
  guarantees: z
    .object({ checks: z.array(z.object({ verdict: z.enum(verdicts) })) })
    .nullable()
    .optional(),
  isolation: z
    .object({ violations: z.number(), leaks: z.array(z.unknown()).nullable() })
    .nullable()
    .optional(),
  baseline: z.object({ outcome: z.string() }).nullable().optional(),
  throughput: z.number().nullable(),
  latency: z.object({ response: responseSchema.nullable() }).nullable(),
  histograms: z.object({ response: z.string().nullable() }).nullable(),
  plan: planSchema.nullable(),
  loads: z
    .record(z.string(), z.object({ start_after_ms: z.number(), plan: planSchema }))
    .nullable()
    .optional(),
  faults: z
    .object({ drawn: z.unknown(), schedule: z.array(z.record(z.string(), z.unknown())) })
    .nullable()
    .optional(),
  health: z.unknown(),
  capacity: z.unknown(),
  comparison: z.unknown(),
})

type StoredScenario = z.output<typeof storedScenarioSchema>

/** A scenario of a file that can be compared. */
export type StoredRun = Omit<StoredScenario, 'machine'> & {
  /** The metrics file. */
  path: string
  /** Which of several machines it ran on, by name; null where there is one. */
  ranOn: string | null
  /** What it ran on, by what must be the same. */
  machine: Readonly<Record<string, string | number>>
}
