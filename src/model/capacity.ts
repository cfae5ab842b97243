import { z } from '../foundation/schema.ts'
import { causes, verdicts } from './verdict.ts'

const ms = (what: string) => z.number().nullable().describe(`${what}, in milliseconds`)
const share = (what: string) => z.number().nullable().describe(`${what}, as a share of its planned starts`)

export const capacityProbeSchema = z.strictObject({
  rate_per_second: z.number().describe('starts per second that were planned'),
  probe: z.number().int().describe('which probe of the search, from 1'),
  seed: z.number().int().describe('of this probe; follows from that of the run'),
  verdict: z.enum(verdicts),
  cause: z.enum(causes).nullable().describe('why `invalid`; null otherwise'),
  breached: z.array(z.string()).describe('budgets and guarantees that were not kept'),
  throughput: z.number().nullable().describe('successful iterations per second of its active time'),
  p50_ms: ms('median response time'),
  p95_ms: ms('95th percentile of response time'),
  p99_ms: ms('99th percentile of response time'),
  success_rate: z.number().nullable().describe('of the iterations that finished'),
  dropped_rate: share('starts that did not happen'),
  unfinished_rate: share('iterations without an outcome when the drain ended'),
})

export const capacitySchema = z
  .strictObject({
    capacity_per_second: z
      .number()
      .nullable()
      .describe('the highest rate that was offered and kept; null where none can be named'),
    at_least: z.boolean().describe('the highest rate of the search was kept: the capacity is this or more'),
    min_per_second: z.number().describe('the lowest rate of the search'),
    max_per_second: z.number().describe('its highest'),
    tolerance: z.number().describe('the next rate that was not kept is higher by at most this share'),
    probes: z.number().int().describe('how many there were'),
    curve: z.array(capacityProbeSchema).describe('every probe, the lowest rate first'),
  })
  .describe(
    'Of `findCapacity`. The other sections are those of the probe at the capacity; where none was found, of the one that decided',
  )

export type CapacityProbe = z.infer<typeof capacityProbeSchema>
export type CapacityMetrics = z.infer<typeof capacitySchema>
