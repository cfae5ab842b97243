import { custom, milliseconds, oneOf, text, z } from '../foundation/schema.ts'
import type { DataSource } from '../model/data-source.ts'
import { budgetsSchema } from './budgets-schema.ts'
import { faultsFields } from './faults-schema.ts'
import { historySchema } from './history-schema.ts'
import { isDataSource } from './is-data-source.ts'
import { strengthSchema } from './isolation-schema.ts'
import { presets } from './presets.ts'
import { guaranteesSchema } from './resolve-guarantees.ts'
import { workersSchema } from './resolve-workers.ts'

const aFunction = (what: string) =>
  custom<(...args: never[]) => unknown>(what, (value) => typeof value === 'function')
/** Everything beside `load` and `loads`, which the executors' own schemas parse. */
export const scenarioSchema = z.strictObject({
  kind: oneOf(presets.map(({ kind }) => kind) as ['standard', 'high-load', 'chaos', 'comparison'])
    .default('standard')
    .describe('preset of defaults'),
  load: z.unknown().optional().describe('how much, when: an executor and its options'),
  loads: z
    .unknown()
    .optional()
    .describe(
      'several loads at the same time, by name; each begins `startAfterMs` (0) after the scenario did',
    ),
  data: custom<DataSource<unknown> | readonly unknown[]>(
    'an array, or a source such as agentMessages()',
    isDataSource,
  )
    .optional()
    .describe('what iterations carry; an array is dealt in order, each item once, as by `dataFrom`'),
  target: aFunction('a function that builds the target')
    .optional()
    .describe('builds what is put under load; disposed afterwards, whatever happens'),
  setup: aFunction('a function')
    .optional()
    .describe('runs once before the load; what it returns is the `setup` of the workload'),
  teardown: aFunction('a function')
    .optional()
    .describe('runs once after the load, whatever happened, before the target is closed'),
  beforeEachUser: aFunction('a function')
    .optional()
    .describe('runs for each virtual user before the load; what it returns is the `user` of its iterations'),
  afterEachUser: aFunction('a function')
    .optional()
    .describe('runs for each virtual user after the load, whatever happened'),
  hookTimeoutMs: milliseconds()
    .default(60_000)
    .describe('the longest that `setup`, `teardown` and the hooks of a user may each take'),
  observe: aFunction('a function from the target to what is observed')
    .optional()
    .describe('what to account deliveries on; the target itself by default'),
  guarantees: guaranteesSchema
    .optional()
    .describe('delivery guarantees that must hold; by default, what the observed system declares'),
  history: historySchema
    .optional()
    .describe(
      'record every operation, which all guarantees but the first four need; by default where one needs it, and for loads of at most 100,000 iterations',
    ),
  sometimes: z
    .array(text(), { error: 'a list of names' })
    .default([])
    .describe('what `sometimes(name, condition)` must have found true at least once'),
  metrics: z
    .record(z.string(), z.unknown(), { error: 'an object of metrics by name' })
    .default({})
    .describe(
      'metrics of your own, by name: `counter()`, `gauge()`, `rate()`, `trend()`; the workload records them',
    ),
  budgets: budgetsSchema.default({}).describe('limits that must be kept'),
  health: z
    .strictObject({ latenessMs: milliseconds().optional().describe('most lateness at the 99th percentile') })
    .default({})
    .describe('when the generator itself is at fault'),
  ...faultsFields,
  shrink: z
    .boolean({ error: 'true or false' })
    .default(false)
    .describe(
      'a run with faults in virtual time that fails is followed by a search for the smallest case that fails in the same way, written as a test file beside this one',
    ),
  workers: workersSchema
    .optional()
    .describe(
      'so many threads share the load; `{ count, kind: "process" }`: processes. More than 1 need the workload as a module, which is bundled wherever this is given; 1 by default',
    ),
  leaks: z
    .unknown()
    .optional()
    .describe(
      'what is left behind after teardown fails the run; `{ allow, emitters, heap }`: but for these, with these emitters looked at too, and with a look at whether the heap grows over the rounds of the load (`true` or `{ rounds: 12, bytesPerIteration: 32 }`); `false`: nothing is looked for. On by default',
    ),
  time: oneOf(['real', 'virtual'])
    .default('real')
    .describe(
      '`virtual`: time passes only on the `clock` that the target and the workload are given, as fast as the process can',
    ),
  isolation: strengthSchema
    .optional()
    .describe('may tighten what the plugin or the file says, never loosen it'),
  seed: z
    .int32({ error: 'a 32-bit integer' })
    .optional()
    .describe('`VITEST_STRESS_SEED`, or one drawn for the run, by default'),
})
