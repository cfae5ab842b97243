import type { Problem } from '../foundation/problem.ts'
import { check, longestMs, z, type Checked } from '../foundation/schema.ts'
import type { DataSource } from '../model/data-source.ts'
import type { Budgets, Scenario, ScenarioLoad } from '../model/scenario.ts'
import { dataFrom } from '../data/data-from.ts'
import { budgetProblems } from './budget-problems.ts'
import { historyOperations } from './history-schema.ts'
import { isolationProblems } from './isolation-problems.ts'
import { metricBudgetProblems, metricProblems } from './metric-problems.ts'
import { pointElsewhere } from './point-elsewhere.ts'
import { presetOf } from './preset-of.ts'
import { resolveChaos } from './resolve-chaos.ts'
import { resolveGuarantees } from './resolve-guarantees.ts'
import { resolveLeaks } from './resolve-leaks.ts'
import { resolveLoads } from './resolve-loads.ts'
import { moduleHooks, moduleProblems } from './module-problems.ts'
import { shrinkProblems } from './shrink-problems.ts'
import { runsFor } from './tenant-problems.ts'
import { userProblems } from './user-problems.ts'
import { resolveWorkers } from './resolve-workers.ts'
import { spellOut } from './spell-out.ts'
import { scenarioSchema } from './scenario-schema.ts'

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
