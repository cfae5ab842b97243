import { lookRounds } from '../compare/look-rounds.ts'
import { formatProblem, renderValue, type Problem } from '../foundation/problem.ts'
import { check, longestMs, type Checked, type z } from '../foundation/schema.ts'
import type { PlannedComparison, PlannedMetric, PlannedVariant } from '../model/planned-comparison.ts'
import { plannedMsOf } from '../model/scenario-plan.ts'
import type { Scenario } from '../model/scenario.ts'
import { alwaysCompared, unknownMetrics } from './compared-metrics.ts'
import { roundProblems, samenessProblems, variantProblems } from './comparison-problems.ts'
import { comparisonFields, defaultGate } from './comparison-schema.ts'
import { pointElsewhere } from './point-elsewhere.ts'
import { presetOf } from './preset-of.ts'
import { resolveScenario, type ResolveContext } from './resolve-scenario.ts'
import { scenarioSchema } from './scenario-schema.ts'
import { spellOut } from './spell-out.ts'

const comparisonSchema = scenarioSchema.extend(comparisonFields)
type Parsed = z.output<typeof comparisonSchema>
type Options = Record<string, unknown>

/** Whether options ask for a comparison, though they may be wrong. */
export function asksForComparison(input: unknown): boolean {
  const { kind, variants } = recordOf(input)
  return kind === 'comparison' || variants !== undefined
}

/** Parses the options of a comparison and applies every default. All problems come at once. */
export function resolveComparison(input: unknown, context: ResolveContext): Checked<PlannedComparison> {
  const given = recordOf(input)
  const checked = check(comparisonSchema, spellOut(given, presetOf({ kind: 'comparison' })), '')
  const variants = Object.entries(recordOf(given['variants'])).map(([name, own]) =>
    variantOf(name, recordOf(own), given, context),
  )
  const found = [
    ...(given['kind'] === 'comparison' ? [] : [noComparison(given['kind'])]),
    ...(checked.ok ? [] : checked.problems),
    ...(given['variants'] === undefined ? [] : variantProblems(variants.map(({ name }) => name))),
    ...samenessProblems(ownOptionsOf(given)),
    ...termsOf(given, variants.length),
    ...shrunkProblems(given),
    // Where there are none, the options of all are looked at all the same.
    ...(variants.length > 0 ? variants : [variantOf('', {}, given, context)]).flatMap(
      ({ problems }) => problems,
    ),
  ]
  const loadPath = given['loads'] === undefined ? 'load' : 'loads.<name>'
  const problems = distinct(pointElsewhere(found, comparisonSchema, loadPath))
  const scenarios = variants.flatMap(({ scenario }) => scenario ?? [])
  if (!checked.ok || problems.length > 0) return { ok: false, problems }
  const planned = plan(checked.value, variants, scenarios, context)
  const tooShort = timeProblems(context.timeoutMs, planned.leastMs)
  return tooShort.length > 0 ? { ok: false, problems: tooShort } : { ok: true, value: planned }
}

function ownOptionsOf(given: Options): Record<string, string[]> {
  const variants = Object.entries(recordOf(given['variants']))
  const isGiven = ([, value]: [string, unknown]): boolean => value !== undefined
  return Object.fromEntries(
    variants.map(([name, own]) => [
      name,
      Object.entries(recordOf(own))
        .filter(isGiven)
        .map(([option]) => option),
    ]),
  )
}

interface ResolvedVariant extends PlannedVariant {
  problems: readonly Problem[]
  /** null where there are problems. */
  scenario: Scenario | null
}

function variantOf(name: string, own: Options, given: Options, context: ResolveContext): ResolvedVariant {
  const workload = (own['workload'] ?? null) as PlannedVariant['workload']
  const known = Object.keys(scenarioSchema.shape)
  const options = Object.fromEntries(known.map((option) => [option, own[option] ?? given[option]]))
  const module = workload === null ? (context.module ?? false) : workload instanceof URL
  const at = (seed?: number): Checked<Scenario> => {
    const seeded = { ...options, kind: 'comparison', ...(seed === undefined ? {} : { seed }) }
    return resolveScenario(seeded, { ...context, timeoutMs: null, module })
  }
  const first = at()
  const problems = first.ok ? [] : first.problems.map((problem) => inWordsOf(name, own, problem))
  return {
    name,
    workload,
    problems,
    scenario: first.ok ? first.value : null,
    scenarioAt: (seed) => {
      const scenario = at(seed)
      if (!scenario.ok)
        throw new Error(`no run of ${name} with seed ${seed}: ${JSON.stringify(scenario.problems)}`)
      return scenario.value
    },
  }
}

function plan(
  parsed: Parsed,
  variants: readonly PlannedVariant[],
  scenarios: readonly Scenario[],
  { timeoutMs, seed }: ResolveContext,
): PlannedComparison {
  const { rounds, maxRounds = rounds, warmupRounds, gate, margin } = parsed
  const sum = (of: (scenario: Scenario) => number): number =>
    scenarios.reduce((total, scenario) => total + of(scenario), 0)
  const most = maxRounds + warmupRounds
  const wholeMs = most * sum(({ timeLimitMs, clearAwayMs }) => timeLimitMs + clearAwayMs)
  return {
    variants: variants.map(({ name, workload, scenarioAt }) => ({ name, workload, scenarioAt })),
    metrics: metricsOf(gate),
    margin,
    looks: lookRounds(rounds, maxRounds),
    warmupRounds,
    seed: parsed.seed ?? seed,
    leastMs:
      parsed.time === 'virtual' ? 0 : (rounds + warmupRounds) * sum((scenario) => plannedMsOf(scenario) ?? 0),
    timeLimitMs: Math.min(timeoutMs ?? wholeMs, longestMs / 2),
    clearAwayMs: Math.max(...scenarios.map(({ clearAwayMs }) => clearAwayMs)),
  }
}

function metricsOf(gate: Parsed['gate']): PlannedMetric[] {
  const names = new Set([...Object.keys(gate), ...alwaysCompared])
  return [...names].map((name) => ({ name, gate: Object.hasOwn(gate, name) ? gate[name]! : null }))
}

/** What of the terms is right by itself is held against the rest, also where something else is wrong. */
function termsOf(given: Options, variants: number): Problem[] {
  const metrics = Object.keys(given['gate'] === undefined ? defaultGate : recordOf(given['gate']))
  const unknown = unknownMetrics(metrics)
  const rounds = comparisonFields.rounds.safeParse(given['rounds'])
  const maxRounds = comparisonFields.maxRounds.safeParse(given['maxRounds'])
  if (!rounds.success || !maxRounds.success) return unknown
  const gated = metrics.length - unknown.length
  return [
    ...unknown,
    ...roundProblems({ rounds: rounds.data, maxRounds: maxRounds.data ?? rounds.data, gated, variants }),
  ]
}

/** One of its many runs may have failed: shrunk is a scenario of its own. */
function shrunkProblems({ shrink }: Options): Problem[] {
  const expected = 'nothing in a comparison: its runs are not shrunk, a scenario of its own is'
  return shrink === true ? [{ path: 'shrink', expected, got: 'true' }] : []
}

/** A comparison that cannot come to its end is not begun. */
function timeProblems(timeoutMs: number | null, leastMs: number): Problem[] {
  if (timeoutMs === null || leastMs <= timeoutMs) return []
  const expected = `at least ${Math.ceil(leastMs)} ms for the loads of all rounds, and more for targets, hooks and drains`
  return [{ path: 'timeout', expected, got: String(timeoutMs) }]
}

function noComparison(kind: unknown): Problem {
  const expected = "'comparison', because there are `variants`"
  return { path: 'kind', expected, got: kind === undefined ? 'nothing' : renderValue(kind) }
}

/** A problem of what the variant sets itself is told where it stands. */
function inWordsOf(name: string, own: Options, problem: Problem): Problem {
  const [option = ''] = problem.path.split(/[.[]/, 1)
  return own[option] === undefined ? problem : { ...problem, path: `variants.${name}.${problem.path}` }
}

/** What is wrong with the options of all is wrong with each variant. */
function distinct(problems: readonly Problem[]): Problem[] {
  return [...new Map(problems.map((problem) => [formatProblem(problem), problem])).values()]
}

function recordOf(value: unknown): Options {
  const isRecord = typeof value === 'object' && value !== null && !Array.isArray(value)
  return isRecord ? (value as Options) : {}
}
