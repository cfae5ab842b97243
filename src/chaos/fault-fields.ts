import {
  count,
  fraction,
  milliseconds,
  millisecondsFromZero,
  oneOf,
  text,
  wholeFromZero,
  z,
} from '../foundation/schema.ts'
import { faultSites, type FaultDefinition } from './fault.ts'

const site = oneOf(faultSites).optional()
const places = {
  ms: millisecondsFromZero().optional(),
  operations: wholeFromZero().optional(),
  call: count().optional(),
}

/** Of several keys that each say it all, exactly one is there; and those beside `call` stand beside it. */
function isOne(value: object, names: readonly string[]): boolean {
  const given = new Set(Object.entries(value).flatMap(([name, each]) => (each === undefined ? [] : [name])))
  const main = names.filter((name) => given.has(name))
  return main.length === 1 && (main[0] === 'call' || (!given.has('site') && !given.has('agent')))
}

const at = z
  .strictObject({ ...places, site, agent: text().optional() })
  .refine((value) => isOne(value, ['ms', 'operations', 'call']), {
    error: 'one of { ms }, { operations } and { call, site?, agent? }',
  })
const until = z
  .strictObject({
    ...places,
    forMs: milliseconds().optional(),
    times: count().optional(),
    site,
    agent: text().optional(),
  })
  .refine((value) => isOne(value, ['ms', 'operations', 'call', 'forMs', 'times']), {
    error: 'one of { ms }, { forMs }, { times }, { operations } and { call, site?, agent? }',
  })

/** What may be said of every fault. */
export const faultFields = {
  id: text().optional().describe('told in the metrics, and unique; `<kind>-<n>` by default'),
  on: text()
    .optional()
    .describe(
      'the fault point it acts on: `core`, `queue`, `consumer`, or a name in `faultPoints`; needed where several would do',
    ),
  at: at
    .optional()
    .describe(
      'when it opens: `{ ms }` since the load began, after `{ operations }` iterations, or at `{ call }`, the so manieth call at its site, with `agent` of those for one agent; by default, when the load begins',
    ),
  until: until
    .optional()
    .describe(
      'when it is over: also `{ forMs }`, or `{ times }`, so many calls; by default after 1 call where `at` names a call, else at the end of the load',
    ),
}

/** What may be said of a fault of single calls. */
export const callFaultFields = {
  ...faultFields,
  probability: fraction().default(1).describe('the share of calls it acts on while it is open'),
  where: z
    .strictObject({ agent: text().optional(), type: text().optional(), key: text().optional() })
    .default({})
    .describe('only calls with messages for this agent, of this type, with this key'),
}

type FaultSchema = z.ZodObject<z.ZodRawShape, z.core.$strict>

/** Made once for each kind: a drawn schedule has many faults of few. */
const schemas = new WeakMap<FaultDefinition, FaultSchema>()

/** The whole schema of an entry of `faults` for one kind. */
export function faultSchemaOf(definition: FaultDefinition): FaultSchema {
  const schema = schemas.get(definition) ?? makeSchema(definition)
  schemas.set(definition, schema)
  return schema
}

function makeSchema(definition: FaultDefinition): FaultSchema {
  const own = { kind: z.unknown(), ...definition.parameters }
  if (!('sites' in definition)) return z.strictObject({ ...faultFields, ...own })
  const sites = z
    .array(oneOf(definition.sites as [string, ...string[]]), { error: 'a list of sites' })
    .min(1, { error: 'at least one site' })
    .optional()
    .describe('the calls it acts on; by default, the first of its sites that the target has')
  return z.strictObject({ ...callFaultFields, sites, ...own })
}
