import { count, custom, oneOf, wholeFromZero, z } from '../foundation/schema.ts'
import { gates, type Gate } from '../model/comparison-section.ts'
import { scenarioSchema } from './scenario-schema.ts'

const { target, setup, teardown, beforeEachUser, afterEachUser, observe, guarantees, faultPoints } =
  scenarioSchema.shape

/** What a variant may have of its own; all else is the same for all, or they could not be compared. */
export const variantSchema = z.strictObject({
  workload: custom<unknown>(
    "a function, or the URL of a module: new URL('./orders.workload.ts', import.meta.url)",
    (value) => typeof value === 'function' || (value instanceof URL && value.protocol === 'file:'),
  )
    .optional()
    .describe('what its iterations run; the workload of the scenario by default'),
  target,
  setup,
  teardown,
  beforeEachUser,
  afterEachUser,
  observe,
  guarantees,
  faultPoints,
})

const aboveZero = 'a number above 0: 0.05 takes up to 5 % for equivalent'

/** One gate: each further one costs rounds. */
export const defaultGate: Record<string, Gate> = { 'latency.p50': 'not worse' }

/** Beside a scenario's own options, what `kind: 'comparison'` takes. */
export const comparisonFields = {
  variants: z
    .record(z.string(), variantSchema, { error: 'an object of variants by name: { before: {}, after: {} }' })
    .describe('two or more, by name; the first is the reference. What a variant sets stands for it alone'),
  rounds: count()
    .default(30)
    .describe('how often each variant has its turn before the results are looked at'),
  maxRounds: count()
    .optional()
    .describe(
      'while a gate is undecided, more rounds up to so many, with the error rates kept; `rounds` by default',
    ),
  warmupRounds: wholeFromZero().default(1).describe('rounds that run first and are not compared'),
  gate: z
    .record(z.string(), oneOf(gates), {
      error: "an object of outcomes by metric: { 'latency.p50': 'not worse' }",
    })
    .default(defaultGate)
    .describe('what each variant must be beside the reference, by metric; `{}`: it is only reported'),
  margin: z
    .number({ error: aboveZero })
    .positive({ error: aboveZero })
    .max(10, { error: 'at most 10' })
    .default(0.05)
    .describe('up to so much for the worse, and the inverse of that for the better, is equivalent'),
}
