import type { Problem } from '../foundation/problem.ts'
import { check, custom, longestMs, milliseconds, oneOf, text, z, type Checked } from '../foundation/schema.ts'
import type { DataSource } from '../model/data-source.ts'
import type { LoadPlan } from '../model/load-plan.ts'
import type { Budgets, Scenario } from '../model/scenario.ts'
import { budgetProblems } from './budget-problems.ts'
import { budgetsSchema } from './budgets-schema.ts'
import { historyOperations, historySchema } from './history-schema.ts'
import { presets, type Preset } from './presets.ts'
import { guaranteesSchema, resolveGuarantees } from './resolve-guarantees.ts'
import { resolveLoad } from './resolve-load.ts'
import { latenessLimitMs } from './lateness-limit.ts'

const aFunction = (what: string) =>
  custom<(...args: never[]) => unknown>(what, (value) => typeof value === 'function')
const isSource = (value: unknown): boolean =>
  typeof value === 'object' &&
  value !== null &&
  ['message', 'data'].includes((value as DataSource<unknown>).carries) &&
  typeof (value as DataSource<unknown>).open === 'function'

/** Everything beside `load`, which the executor's own schema parses. */
export const scenarioSchema = z.strictObject({
  kind: oneOf(presets.map(({ kind }) => kind) as ['standard', 'high-load'])
    .default('standard')
    .describe('preset of defaults'),
  load: z.unknown().optional().describe('how much, when: an executor and its options'),
  data: custom<DataSource<unknown>>('a data source such as agentMessages()', isSource)
    .optional()
    .describe('what iterations carry'),
  target: aFunction('a function that builds the target')
    .optional()
    .describe('builds what is put under load; disposed afterwards, whatever happens'),
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
  budgets: budgetsSchema.default({}).describe('limits that must be kept'),
  health: z
    .strictObject({ latenessMs: milliseconds().optional().describe('most lateness at the 99th percentile') })
    .default({})
    .describe('when the generator itself is at fault'),
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
}

/** Parses what the user wrote and applies every default. All problems come at once. */
export function resolveScenario(input: unknown, context: ResolveContext): Checked<Scenario> {
  const checked = check(scenarioSchema, input === undefined ? {} : input, '')
  const preset = presetOf(input)
  const givenLoad = (input as { load?: unknown } | null | undefined)?.load
  const seed = checked.ok ? (checked.value.seed ?? context.seed) : context.seed
  const load = resolveLoad(givenLoad === undefined ? preset.load : givenLoad, seed)
  const givenGuarantees = (input as { guarantees?: unknown } | null | undefined)?.guarantees
  const asserted = resolveGuarantees(givenGuarantees, 'guarantees')
  const problems = [checked, load, asserted].flatMap((part) => (part.ok ? [] : part.problems))
  if (checked.ok && load.ok) problems.push(...crossProblems(checked.value, load.value.plan))
  if (!checked.ok || !load.ok || !asserted.ok || problems.length > 0) return { ok: false, problems }
  const { kind, data, target, observe, guarantees, history, sometimes, health } = checked.value
  const { plan } = load.value
  const budgets: Budgets = { ...preset.budgets, ...withoutUndefined(checked.value.budgets) }
  return {
    ok: true,
    value: {
      kind,
      seed,
      plan,
      loadOptions: load.value.options,
      data: data ?? null,
      target: (target as Scenario['target'] | undefined) ?? null,
      observe: (observe as Scenario['observe'] | undefined) ?? ((built) => built),
      guarantees: guarantees ? asserted.value : null,
      historyOperations: historyOperations(history, guarantees ? asserted.value : null, plan),
      historyPath: typeof history === 'object' ? (history.path ?? null) : null,
      sometimes,
      budgets,
      latenessLimitMs: health.latenessMs ?? latenessLimitMs(budgets),
      // Grace comes on top, and timers know no longer time.
      timeLimitMs: Math.min(context.timeoutMs ?? timeLimitOf(plan), longestMs / 2),
    },
  }
}

/** A budget set to undefined is one that was not set: it must not take a default away. */
function withoutUndefined(budgets: Budgets): Budgets {
  return Object.fromEntries(Object.entries(budgets).filter(([, limit]) => limit !== undefined))
}

/** Building and closing the target may take this long beside the load. */
const setupAllowanceMs = 15_000

function timeLimitOf(plan: LoadPlan): number {
  const counted = plan.model === 'closed' ? plan.maxDurationMs + plan.iterationTimeoutMs : 0
  return Math.ceil((plan.plannedMs ?? counted) + plan.drainMs + setupAllowanceMs)
}

function presetOf(input: unknown): Preset {
  const kind = (input as { kind?: unknown } | null | undefined)?.kind
  return presets.find((preset) => preset.kind === kind) ?? presets[0]
}

type Parsed = z.output<typeof scenarioSchema>

function crossProblems({ budgets, guarantees, target, observe }: Parsed, plan: LoadPlan): Problem[] {
  const problems = budgetProblems(budgets, plan)
  for (const [path, needs] of [
    ['guarantees', guarantees],
    ['observe', observe],
  ] as const) {
    if (needs && !target)
      problems.push({ path, expected: 'a target to observe', got: 'a scenario without target' })
  }
  return problems
}
