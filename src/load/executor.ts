import {
  count,
  custom,
  milliseconds,
  millisecondsFromZero,
  oneOf,
  z,
  type Schema,
} from '../foundation/schema.ts'
import type { ArrivalPlan, RateSegment, UserSegment } from '../model/load-plan.ts'
import { thinkTimeSchema } from './think-time-schema.ts'

/** What an open executor asks for: starts by the clock. */
export type OpenShape =
  | { model: 'open'; process: 'uniform' | 'poisson'; segments: readonly RateSegment[] }
  | {
      model: 'open'
      arrivals: Extract<ArrivalPlan, { kind: 'times' }>
      agentOfIteration: readonly (string | null)[] | null
    }

/**
 * What a closed executor asks for: virtual users that work through iterations, counted or for a time; or a number of
 * virtual users that changes over time, for as long as the segments last.
 */
export type ClosedShape =
  | {
      model: 'closed'
      groups: number
      usersPerGroup: number
      /** null: until the duration is over. */
      iterationsPerGroup: number | null
      /** null: until the iterations are done. */
      durationMs: number | null
    }
  | { model: 'closed'; users: readonly UserSegment[] }

/**
 * The rule that turns a load profile into a load plan. It describes and never runs: two drivers, open and closed, run
 * the plans of all executors.
 */
export interface ExecutorDefinition<
  Fields extends z.ZodRawShape = z.ZodRawShape,
  Name extends string = string,
  Model extends 'open' | 'closed' = 'open' | 'closed',
> {
  readonly name: Name
  /** One sentence for the reference page. */
  readonly summary: string
  readonly model: Model
  /** Its own options, beside those that every executor of its model has. */
  readonly fields: Fields
  /** Pure, but for reading a file that the options name. Throws `InputError` when that cannot be read. */
  shape(options: z.output<z.ZodObject<Fields>>): OpenShape | ClosedShape
}

/** Declares an executor; the options' types follow from `fields` (zod). Pass it as `load.executor` of a scenario. */
export function defineExecutor<
  Fields extends z.ZodRawShape,
  const Name extends string,
  const Model extends 'open' | 'closed',
>(definition: ExecutorDefinition<Fields, Name, Model>): ExecutorDefinition<Fields, Name, Model> {
  return definition
}

/** The figures of each agent are kept apart, and take memory. */
export const mostAgents = 1_000
export const tooManyAgents = 'at most 1,000 agents'

/** Options of every executor. */
export const commonFields = {
  agents: count()
    .max(mostAgents, { error: tooManyAgents })
    .optional()
    .describe('deals iterations to `Agent-1` ... `Agent-n` in turn'),
  warmupMs: z
    .union([millisecondsFromZero(), z.literal('auto')], {
      error: "a number of milliseconds, 0 or more, or 'auto'",
    })
    .default(0)
    .describe(
      'load that runs first and feeds no budget; for loads counted in time. `auto`, at a constant level: the part of the first half that was slower than the rest, found when the load is over; what failed in it counts',
    ),
  iterationTimeoutMs: milliseconds()
    .default(30_000)
    .describe('an iteration that takes longer fails with the reason `timeout`, and its signal is aborted'),
  drainMs: millisecondsFromZero()
    .default(10_000)
    .describe('how long unfinished iterations and queued messages are waited for at the end'),
}

/** Options of executors whose starts follow the clock. */
export const openFields = {
  maxInFlight: count().default(10_000).describe('iterations at once; a start that finds no free slot waits'),
  maxQueueMs: millisecondsFromZero()
    .nullable()
    .default(null)
    .describe('a start that waited longer is dropped and charged to the target; null: it waits to the end'),
  timing: oneOf(['standard', 'precise'])
    .default('standard')
    .describe(
      '`precise`: a thread of its own wakes the load, so that starts are within a fraction of a millisecond; not in virtual time',
    ),
}

/** The option `arrivals` of executors that have a rate. */
export const arrivalsField = oneOf(['uniform', 'poisson'])
  .default('uniform')
  .describe('evenly spaced, or at random as independent users would come')

/** Options of executors whose starts follow the end of earlier work. */
export const closedFields = {
  thinkTimeMs: thinkTimeSchema
    .default(0)
    .describe(
      'pause of a virtual user between two iterations: a number, `{ minMs, maxMs }` (uniform) or `{ meanMs }` (exponential)',
    ),
  pacingMs: millisecondsFromZero()
    .default(0)
    .describe(
      'a virtual user starts at most one iteration in this time, from start to start; not together with `thinkTimeMs`',
    ),
}

/** Options of executors that end with a number of iterations. */
export const countedFields = {
  maxDurationMs: milliseconds()
    .default(600_000)
    .describe('the load is cut off here; what has not started is dropped'),
}

/** The whole schema of `load` for one executor; `placing` are the options of one load among several. */
export function loadSchemaOf(definition: ExecutorDefinition, placing: z.ZodRawShape = {}): Schema {
  return z.strictObject({
    executor: custom('the name of an executor, or a definition', () => true),
    ...placing,
    ...commonFields,
    ...(definition.model === 'open' ? openFields : closedFields),
    ...definition.fields,
  })
}
