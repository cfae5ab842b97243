// The one source of the metrics' type, of the published JSON Schema and of the reference page.
import { z } from '../foundation/schema.ts'
import { baselineSectionSchema } from './baseline.ts'
import { capacitySchema } from './capacity.ts'
import { comparisonSectionSchema } from './comparison-section.ts'
import { checkRateSchema, customMetricSchema, groupTimeSchema } from './custom-metrics.ts'
import { faultsSchema } from './fault-metrics.ts'
import { isolationSchema } from './isolation-metrics.ts'
import { tenantsSchema } from './tenant-metrics.ts'
import * as part from './metrics-parts.ts'
import { reproductionSchema } from './reproduction-metrics.ts'
import { causes, verdicts } from './verdict.ts'

/** The flat fields that stand both at the top level and in each scenario. */
const flatFields = {
  total_processed: z
    .number()
    .int()
    .describe('iterations finished, of all phases: `success_count` + `failure_count`'),
  success_count: z.number().int(),
  failure_count: z.number().int(),
  success_rate: z.number().nullable().describe('0 to 1; null when nothing finished'),
  duration: z.number().describe('active time in seconds (top level: the sum over the scenarios)'),
  throughput: z.number().nullable().describe('successful iterations per second of `duration`'),
  by_message_type: z
    .record(z.string(), z.number().int())
    .nullable()
    .describe('finished iterations by message type'),
  by_agent: z
    .record(z.string(), z.number().int())
    .nullable()
    .describe('finished iterations by planned agent'),
  latency_stats: part.latencyStatsSchema,
}

const histogramsSchema = z
  .strictObject({
    response: z.string().nullable(),
    service: z.string().nullable(),
    lateness: z.string().nullable(),
  })
  .describe('HdrHistogram V2, compressed, base64; integer microseconds; steady phase; these merge exactly')

export const planSummarySchema = z.strictObject({
  executor: z.string(),
  model: z.enum(['open', 'closed']),
  planned_iterations: z.number().int().nullable(),
  planned_ms: z.number().nullable(),
  warmup_ms: z.number().describe('the beginning that feeds no budget; what remains is the steady phase'),
  warmup_found: z
    .enum(['auto', 'given'])
    .nullable()
    .describe('`auto`: found by the response times, maybe 0; `given`: in the options; null: there is none'),
  drain_ms: z.number(),
  iteration_timeout_ms: z.number(),
  agents: z.number().int().describe('how many agents the load names'),
  options: z.record(z.string(), z.unknown()).describe('the load as resolved, defaults applied'),
})

const latencySchema = z.strictObject({
  response: part.seriesStatsSchema.nullable().describe('end minus scheduled start'),
  service: part.seriesStatsSchema.nullable().describe('end minus actual start'),
  lateness: part.seriesStatsSchema
    .nullable()
    .describe('actual minus scheduled start; null for a closed model'),
})

const loadMetricsSchema = z.strictObject({
  plan: planSummarySchema,
  start_after_ms: z.number().describe('when it began, from the beginning of the scenario'),
  total_processed: z.number().int().describe('iterations finished, of all phases'),
  success_count: z.number().int(),
  failure_count: z.number().int(),
  dropped_iterations: z.number().int(),
  unfinished_iterations: z.number().int(),
  duration: z.number().describe('its active time in seconds, from its own start'),
  throughput: z.number().nullable().describe('successful iterations per second of `duration`'),
  latency: latencySchema.describe('steady phase'),
  histograms: histogramsSchema,
})

export const scenarioMetricsSchema = z.strictObject({
  name: z.string().describe('full test name, suites included; `runStress` runs end in ` #n`'),
  run: z.number().int().nullable().describe('which `runStress` of its test, from 1; null for a `stressTest`'),
  file: z.string().describe('path from the project root'),
  project: z.string().nullable().describe('name of the Vitest project'),
  machine: z
    .string()
    .nullable()
    .describe('which machine ran it (`VITEST_STRESS_MACHINE`, as `2/3`); null where only one runs each file'),
  kind: z.string(),
  seed: z.number().int().describe('what replays the run, as `VITEST_STRESS_SEED`'),
  expected_verdict: z.enum(['pass', 'fail']).describe('`fail` for a `.fails` test'),
  verdict: z.enum(verdicts),
  cause: z.enum(causes).nullable().describe('why `invalid`; null otherwise'),
  problems: z.array(z.string()).describe('what went wrong, for a person; empty on `pass`'),
  started_at: z.string().nullable().describe('ISO 8601'),
  aborted: part.abortedSchema.nullable().describe('null: the load was not ended by a budget'),
  ...flatFields,
  dropped_iterations: z.number().int().describe('planned starts that did not happen'),
  unfinished_iterations: z.number().int().describe('started, not finished when the drain ended'),
  plan: planSummarySchema.nullable().describe('null where there are several loads'),
  loads: z
    .record(z.string(), loadMetricsSchema)
    .nullable()
    .describe('each of several loads (`loads`); null where there is one'),
  latency: latencySchema.nullable(),
  agents: z.record(z.string(), part.groupStatsSchema).nullable(),
  message_types: z.record(z.string(), part.groupStatsSchema).nullable(),
  tags: z
    .record(z.string(), part.groupStatsSchema)
    .nullable()
    .describe('by what iterations were marked with'),
  deliveries_by_agent: z
    .record(z.string(), z.number().int())
    .nullable()
    .describe('a broadcast to nine is nine'),
  failures: z.array(part.failureSchema).nullable(),
  queue_depth: z
    .strictObject({ max: z.number().int(), avg: z.number(), end: z.number().int() })
    .nullable()
    .describe('messages waiting or leased, sampled ten times a second'),
  timeline: z.array(part.timelineSecondSchema).nullable(),
  budgets: z.array(part.budgetResultSchema).nullable(),
  guarantees: part.guaranteesSchema.nullable(),
  tenants: tenantsSchema.nullable().describe('null: no budget asks for it (`budgets.tenants`)'),
  faults: faultsSchema.nullable().describe('null: nothing was to go wrong'),
  reproduction: reproductionSchema.nullable().describe('null: nothing was to go wrong, or in real time'),
  comparison: comparisonSectionSchema.nullable(),
  baseline: baselineSectionSchema.nullable().describe('null: no baseline was asked for'),
  isolation: isolationSchema.nullable().describe('null: nothing was guarded'),
  health: part.healthSchema.nullable(),
  capacity: capacitySchema.nullable(),
  memory: part.memorySchema.nullable(),
  metrics: z
    .record(z.string(), customMetricSchema)
    .nullable()
    .describe('metrics that the scenario names in `metrics`'),
  checks: z.record(z.string(), checkRateSchema).nullable().describe('soft checks, by name'),
  groups: z.record(z.string(), groupTimeSchema).nullable().describe('timed by `group`, by name'),
  histograms: histogramsSchema.nullable(),
})

export const environmentSchema = z.strictObject({
  node: z.string(),
  vitest: z.string(),
  vitest_stress: z.string(),
  cpu: z.string(),
  cores: z.number().int(),
  memory_bytes: z.number().int(),
  os: z.string(),
  commit: z.string().nullable(),
  ci: z.boolean(),
})

const mergedReportSchema = z
  .strictObject({
    machine: z.string().nullable().describe('as in its scenarios'),
    shard: z.string().nullable().describe('as `2/3`; null where the run was not sharded'),
    files: z.array(z.string()).describe('the stress files in it'),
    environment: environmentSchema,
  })
  .describe('a run of Vitest whose report was merged')

export const metricsFileSchema = z.strictObject({
  schema_version: z.string(),
  generated_at: z.string().describe('ISO 8601'),
  environment: environmentSchema.describe(
    'what the tests ran on; where reports were merged, that of the first of `merged_from`',
  ),
  merged_from: z
    .array(mergedReportSchema)
    .nullable()
    .describe('the runs that were merged, each with what it ran on; null where nothing was'),
  verdict: z
    .enum(verdicts)
    .describe('the worst of the scenarios; a `.fails` test that failed counts as a pass'),
  interrupted: z.boolean().describe('the run was ended before all scenarios had reported'),
  problems: z
    .array(z.string())
    .describe(
      'what went wrong beside the scenarios: a stress file that could not be loaded, an unhandled error',
    ),
  ...flatFields,
  histograms: histogramsSchema.nullable(),
  scenarios: z.array(scenarioMetricsSchema),
})

export type SeriesStats = z.infer<typeof part.seriesStatsSchema>
export type LoadMetrics = z.infer<typeof loadMetricsSchema>
export type LatencyStats = z.infer<typeof part.latencyStatsSchema>
export type GroupStats = z.infer<typeof part.groupStatsSchema>
export type TimelineSecond = z.infer<typeof part.timelineSecondSchema>
export type BudgetResult = z.infer<typeof part.budgetResultSchema>
export type CheckResult = z.infer<typeof part.checkResultSchema>
export type LedgerSummary = z.infer<typeof part.ledgerSchema>
export type HealthMetrics = z.infer<typeof part.healthSchema>
export type MemoryMetrics = z.infer<typeof part.memorySchema>
export type FailureMetrics = z.infer<typeof part.failureSchema>
export type ScenarioMetrics = z.infer<typeof scenarioMetricsSchema>
export type EnvironmentMetrics = z.infer<typeof environmentSchema>
export type MergedReport = z.infer<typeof mergedReportSchema>
export type MetricsFile = z.infer<typeof metricsFileSchema>
