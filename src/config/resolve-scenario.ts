import type { Problem } from '../foundation/problem.ts'
import { check, custom, longestMs, milliseconds, oneOf, text, z, type Checked } from '../foundation/schema.ts'
import type { DataSource } from '../model/data-source.ts'
import type { Budgets, Scenario, ScenarioLoad } from '../model/scenario.ts'
import { dataFrom } from '../data/data-from.ts'
import { budgetProblems } from './budget-problems.ts'
import { budgetsSchema } from './budgets-schema.ts'
import { faultsFields } from './faults-schema.ts'
import { historyOperations, historySchema } from './history-schema.ts'
import { isDataSource } from './is-data-source.ts'
import { isolationProblems } from './isolation-problems.ts'
import { strengthSchema } from './isolation-schema.ts'
import { metricBudgetProblems, metricProblems } from './metric-problems.ts'
import { pointElsewhere } from './point-elsewhere.ts'
import { presetOf } from './preset-of.ts'
import { presets } from './presets.ts'
import { resolveChaos } from './resolve-chaos.ts'
import { guaranteesSchema, resolveGuarantees } from './resolve-guarantees.ts'
import { resolveLeaks } from './resolve-leaks.ts'
import { resolveLoads } from './resolve-loads.ts'
import { moduleHooks, moduleProblems } from './module-problems.ts'
import { shrinkProblems } from './shrink-problems.ts'
import { runsFor } from './tenant-problems.ts'
import { userProblems } from './user-problems.ts'
import { resolveWorkers, workersSchema } from './resolve-workers.ts'
import { spellOut } from './spell-out.ts'

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
      'what is left behind after teardown fails the run; `{ allow, emitters }`: but for these, and with these emitters looked at too; `false`: nothing is looked for. On by default',
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

export interface ResolveContext {
  /** The seed of the run, used where the scenario sets none. */
  seed: number
  /** The test's own `timeout` in ms, where it sets one. */
  timeoutMs: number | null
  /** The workload is a module, which may export what stands in the options otherwise. */
  module?: boolean
}

/** Parses what the user wrote and applies every default. All problems come at once. */
export function resolveScenario(input: unknown, context: ResolveContext): Checked<Scenario> {
  const preset = presetOf(input)
  const given = spellOut(recordOf(input), preset)
  const isModule = context.module ?? false
  const all = isModule ? { ...given, ...moduleHooks } : given
  const checked = check(scenarioSchema, isModule || input === undefined || isRecord(input) ? all : input, '')
  const budgets: Budgets = checked.ok ? { ...preset.budgets, ...withoutUndefined(checked.value.budgets) } : {}
  const loads = resolveLoads({
    load: given['load'] === undefined && given['loads'] === undefined ? preset.load : given['load'],
    loads: given['loads'],
    seed: (checked.ok ? checked.value.seed : undefined) ?? context.seed,
    budgets,
    latenessMs: checked.ok ? checked.value.health.latenessMs : undefined,
  })
  const asserted = resolveGuarantees(given['guarantees'], 'guarantees')
  const leaks = resolveLeaks(given['leaks'])
  const problems = [checked, loads, asserted, leaks].flatMap((part) => (part.ok ? [] : part.problems))
  const metrics = recordOf(given['metrics']) as Scenario['metrics']
  problems.push(...metricsProblems(metrics, given))
  if (checked.ok && loads.ok) problems.push(...crossProblems(checked.value, loads.value, given))
  if (isModule) problems.push(...moduleProblems(given))
  const workers = resolveWorkers(given['workers'], {
    isModule,
    loads: loads.ok ? loads.value : [],
    guarantees: asserted.ok ? asserted.value : [],
    given,
  })
  problems.push(...workers.problems)
  const isAsked = recordOf(input)['recovery'] !== undefined
  const parts = { loads: loads.ok ? loads.value : [], budgets, workers: workers.value.count, isAsked }
  const chaos = resolveChaos(checked.ok ? checked.value : null, parts, all)
  problems.push(...chaos.problems)
  if (!checked.ok || !loads.ok || !asserted.ok || !leaks.ok || problems.length > 0) {
    const loadPath = given['loads'] === undefined ? 'load' : 'loads.<name>'
    return { ok: false, problems: pointElsewhere(problems, scenarioSchema, loadPath) }
  }
  const { kind, data, observe, guarantees, history, sometimes, hookTimeoutMs, time } = checked.value
  const [hooks, runs] = [hooksOf(checked.value), runsFor(budgets, loads.value)]
  const plannedLimitMs = timeLimitOf(loads.value, hooks, hookTimeoutMs)
  return {
    ok: true,
    value: {
      kind,
      seed: checked.value.seed ?? context.seed,
      loads: loads.value,
      data: Array.isArray(data) ? dataFrom(data) : ((data as DataSource<unknown> | undefined) ?? null),
      ...hooks,
      hookTimeoutMs,
      observe: (observe as Scenario['observe'] | undefined) ?? ((built) => built),
      guarantees: guarantees ? asserted.value : null,
      historyOperations:
        workers.value.count > 1
          ? 0
          : historyOperations(history, guarantees ? asserted.value : null, loads.value),
      historyPath: typeof history === 'object' ? (history.path ?? null) : null,
      sometimes,
      metrics,
      budgets,
      ...chaos.value,
      workers: workers.value,
      isolation: checked.value.isolation ?? null,
      leaks: leaks.value,
      // Grace comes on top, and timers know no longer time.
      timeLimitMs: Math.min(context.timeoutMs ?? plannedLimitMs * runs, longestMs / 2),
      clearAwayMs: clearAwayMsOf(checked.value, loads.value),
      virtualLimitMs: time === 'virtual' ? plannedLimitMs : null,
    },
  }
}

function metricsProblems(metrics: Scenario['metrics'], given: Record<string, unknown>): Problem[] {
  const limited = recordOf(recordOf(given['budgets'])['metrics'])
  const wrong = metricProblems(metrics)
  return wrong.length > 0 ? wrong : metricBudgetProblems(limited, metrics)
}

/** Lists are no records, and are told as such by the schema. */
function recordOf(value: unknown): Record<string, unknown> {
  return isRecord(value) ? value : {}
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

type Hooks = Pick<Scenario, 'target' | 'setup' | 'teardown' | 'beforeEachUser' | 'afterEachUser'>

function hooksOf({ target, setup, teardown, beforeEachUser, afterEachUser }: Parsed): Hooks {
  return {
    target: (target as Hooks['target'] | undefined) ?? null,
    setup: (setup as Hooks['setup'] | undefined) ?? null,
    teardown: (teardown as Hooks['teardown'] | undefined) ?? null,
    beforeEachUser: (beforeEachUser as Hooks['beforeEachUser'] | undefined) ?? null,
    afterEachUser: (afterEachUser as Hooks['afterEachUser'] | undefined) ?? null,
  }
}

/** A budget set to undefined is one that was not set: it must not take a default away. */
function withoutUndefined(budgets: Budgets): Budgets {
  return Object.fromEntries(Object.entries(budgets).filter(([, limit]) => limit !== undefined))
}

/** Building and closing the target may take this long beside the load. */
const setupAllowanceMs = 15_000

function timeLimitOf(loads: readonly ScenarioLoad[], hooks: Hooks, hookTimeoutMs: number): number {
  const ends = loads.map(({ plan, startAfterMs }) => {
    const counted = plan.model === 'closed' ? plan.maxDurationMs + plan.iterationTimeoutMs : 0
    return startAfterMs + (plan.plannedMs ?? counted) + plan.drainMs
  })
  const rounds = (hooks.setup ? 1 : 0) + (hooks.beforeEachUser ? roundsOf(loads) : 0)
  return Math.ceil(Math.max(...ends) + setupAllowanceMs + rounds * hookTimeoutMs)
}

/** What is to be cleared away has its time, also where the load took all that the run had. */
function clearAwayMsOf(
  { target, teardown, afterEachUser, hookTimeoutMs }: Parsed,
  loads: readonly ScenarioLoad[],
): number {
  const rounds = (teardown ? 1 : 0) + (afterEachUser ? roundsOf(loads) : 0)
  return Math.min(rounds * hookTimeoutMs + (target ? closingMs : 0), longestMs / 4)
}

const closingMs = 10_000

/** Users are prepared, and said good-bye to, fifty at a time. */
function roundsOf(loads: readonly ScenarioLoad[]): number {
  const users = loads.map(({ plan }) =>
    plan.model === 'open' ? plan.maxInFlight : plan.groups * plan.usersPerGroup,
  )
  return Math.ceil(users.reduce((sum, count) => sum + count, 0) / 50)
}

type Parsed = z.output<typeof scenarioSchema>

function crossProblems(
  { budgets, guarantees, target, observe, beforeEachUser, afterEachUser, time, shrink, isolation }: Parsed,
  loads: readonly ScenarioLoad[],
  given: Record<string, unknown>,
): Problem[] {
  const problems = [...budgetProblems(budgets, loads), ...isolationProblems(isolation)]
  for (const [path, needs] of [
    ['guarantees', guarantees],
    ['observe', observe],
  ] as const) {
    if (needs && !target)
      problems.push({ path, expected: 'a target to observe', got: 'a scenario without target' })
  }
  for (const budget of ['heapPeak', 'rssPeak'] as const) {
    if (time === 'virtual' && budgets[budget])
      problems.push({
        path: `budgets.${budget}`,
        expected: 'real time, because memory is not sampled in virtual time',
        got: "time: 'virtual'",
      })
  }
  if (beforeEachUser || afterEachUser) problems.push(...userProblems(loads, given))
  if (time === 'virtual') problems.push(...timingProblems(loads))
  if (shrink) problems.push(...shrinkProblems(time, given))
  return problems
}

/** A thread waits for real time. */
function timingProblems(loads: readonly ScenarioLoad[]): Problem[] {
  return loads.flatMap(({ name, plan }) => {
    if (plan.model === 'closed' || plan.timing === 'standard') return []
    const path = `${name === null ? 'load' : `loads.${name}`}.timing`
    const expected = "'standard', because no start is late in virtual time"
    return [{ path, expected, got: "'precise'" }]
  })
}
