import { z } from '../foundation/schema.ts'

/** The phases of a run under faults. All times in milliseconds from its beginning. */
export interface RecoveryPlan {
  /** All loads are past their warm-up: the steady state is measured from here, */
  readonly steadyFromMs: number
  /** to here. Nothing goes wrong on purpose before. */
  readonly faultsFromMs: number
  /** Everything is healed: the liveness window begins, */
  readonly healAtMs: number
  /** and ends, with the first load that does. */
  readonly untilMs: number
  /** What may be missing, or be on top: 0.2 is 20 %. */
  readonly within: number
  /** How long a window of throughput is. */
  readonly windowMs: number
}

const ms = (what: string) => z.number().describe(`${what}, in milliseconds from the start of the load`)

export const recoverySchema = z
  .strictObject({
    steady_from_ms: ms('from when the steady state was measured'),
    faults_from_ms: ms('to when, and from when faults could open'),
    heal_at_ms: ms('when all was to be healed: the beginning of the liveness window'),
    until_ms: ms('its end'),
    within: z
      .number()
      .describe('by how much p99 may be above the steady one, and throughput below: 0.2 is 20 %'),
    window_ms: z.number().describe('how long a window of throughput is'),
    steady: z
      .strictObject({
        samples: z.number().int().describe('iterations that ended in it'),
        p99_ms: z.number().nullable().describe('99th percentile of response time'),
        per_second: z.number().describe('successes per second'),
        least_per_second: z.number().describe('of its slowest window'),
      })
      .describe('the steady state before the faults'),
    healed_ms: ms('when the last fault was over').nullable().describe('null: the run did not come to that'),
    recovery_ms: z
      .number()
      .nullable()
      .describe('from then until all was as in the steady state, and stayed so; null: that did not come'),
    samples: z.number().int().describe('iterations that were due after the last fault was over'),
    p99_ms: z
      .number()
      .nullable()
      .describe('of what was due once it had recovered; where it had not, in the last window'),
    least_per_second: z.number().nullable().describe('the slowest window of the same time'),
    shortfall: z.string().nullable().describe('why that is no recovery; null: it recovered'),
    progress: z
      .strictObject({
        from_ms: ms('when all was healed'),
        succeeded: z.number().int().describe('iterations'),
        delivered: z.number().int().nullable().describe('null where no deliveries are observed'),
        stuck: z.array(z.string()).describe('who got nothing, each as a line for a person'),
      })
      .nullable()
      .describe('what came in the liveness window; null: the run did not come to its end'),
  })
  .describe('Steady state, healing and what came after')

export type RecoveryMetrics = z.infer<typeof recoverySchema>
