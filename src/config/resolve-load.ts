import { InputError, renderValue, type Problem } from '../foundation/problem.ts'
import { check, unknownName, type z } from '../foundation/schema.ts'
import { buildPlan, type LoadOptionsResolved } from '../load/build-plan.ts'
import { checkShape } from '../load/check-shape.ts'
import { loadSchemaOf, type ExecutorDefinition } from '../load/executor.ts'
import { executors } from '../load/executors.ts'
import { thinkTimeForm } from '../load/think-time-schema.ts'
import type { LoadPlan } from '../model/load-plan.ts'
import { autoWarmupProblems } from './auto-warmup-problems.ts'
import { messageOf } from '../record/failure-reasons.ts'

export interface ResolvedLoad {
  plan: LoadPlan
  /** The load as resolved, for the report: JSON-safe. */
  options: Record<string, unknown>
}

type Outcome = { ok: true; value: ResolvedLoad } | { ok: false; problems: Problem[] }

/**
 * Parses `load` by the schema of the executor it names, and makes the plan. `placing` are the options that it has as one
 * load among several.
 */
export function resolveLoad(input: unknown, seed: number, placing: z.ZodRawShape = {}): Outcome {
  if (typeof input !== 'object' || input === null || Array.isArray(input)) {
    return {
      ok: false,
      problems: [{ path: 'load', expected: 'an object with an executor', got: renderValue(input) }],
    }
  }
  const found = findExecutor((input as { executor?: unknown }).executor)
  if ('problem' in found) return { ok: false, problems: [found.problem] }
  const { executor } = found
  try {
    const checked = check(loadSchemaOf(executor, placing), input, 'load')
    if (!checked.ok) return { ok: false, problems: sharpen(checked.problems, input) }
    const options = checked.value as LoadOptionsResolved & Record<string, unknown>
    const shape = executor.shape(options)
    const shapeProblems = checkShape(executor, shape)
    if (shapeProblems.length > 0) return { ok: false, problems: shapeProblems }
    const plan = buildPlan(executor, options, shape, seed)
    const problems = problemsOf(plan)
    if (problems.length > 0) return { ok: false, problems }
    return { ok: true, value: { plan, options: reportable(options, executor.name) } }
  } catch (error) {
    if (error instanceof InputError) return { ok: false, problems: [...error.problems] }
    const path = `load: executor "${executor.name}"`
    const got = `an error: ${messageOf(error)}`
    return { ok: false, problems: [{ path, expected: 'a plan', got }] }
  }
}

function findExecutor(named: unknown): { executor: ExecutorDefinition } | { problem: Problem } {
  const names = executors.map(({ name }) => name)
  if (typeof named === 'string') {
    const executor = executors.find(({ name }) => name === named)
    if (executor) return { executor: executor as unknown as ExecutorDefinition }
    return { problem: unknownName('load.executor', named, names, 'executor') }
  }
  if (typeof named === 'object' && named !== null && 'shape' in named && 'fields' in named) {
    return { executor: named as ExecutorDefinition }
  }
  return {
    problem: {
      path: 'load.executor',
      expected: `one of ${names.join(', ')}, or a definition`,
      got: renderValue(named),
    },
  }
}

/** That no form of think time fits says little; the form that was meant says what is wrong inside it. */
function sharpen(problems: Problem[], input: object): Problem[] {
  const { thinkTimeMs } = input as { thinkTimeMs?: unknown }
  const path = 'load.thinkTimeMs'
  const isAbout = (problem: Problem): boolean => problem.path === path || problem.path.startsWith(`${path}.`)
  const first = problems.findIndex(isAbout)
  const meant = thinkTimeForm(thinkTimeMs)
  if (first < 0 || meant === null) return problems
  const checked = check(meant, thinkTimeMs, path)
  if (checked.ok) return problems
  return [
    ...problems.slice(0, first),
    ...checked.problems,
    ...problems.slice(first).filter((problem) => !isAbout(problem)),
  ]
}

/** What no single option shows: loads that are empty, options that cannot go together. */
function problemsOf(plan: LoadPlan): Problem[] {
  const problems: Problem[] = []
  const startsNone = plan.plannedIterations === 0 || (plan.model === 'closed' && plan.usersPerGroup === 0)
  if (startsNone) {
    problems.push({
      path: 'load',
      expected: 'a load of at least one iteration',
      got: 'a load that starts none',
    })
  }
  const counted = plan.model === 'closed' ? plan.iterationsPerGroup !== null : plan.arrivals.kind === 'times'
  if (counted && plan.warmupMs > 0) {
    const expected = `0, because ${plan.executor} is counted in iterations, not in time`
    problems.push({ path: 'load.warmupMs', expected, got: String(plan.warmupMs) })
  }
  if (!startsNone && plan.warmupMs > 0 && beginsAtZero(plan)) {
    const expected = `0, because ${plan.executor} begins at 0 here, and a warm-up at 0 warms nothing up`
    problems.push({ path: 'load.warmupMs', expected, got: String(plan.warmupMs) })
  }
  problems.push(...autoWarmupProblems(plan))
  if (plan.model === 'closed' && plan.pacingMs > 0 && plan.thinkTimeMs !== 0) {
    const expected = 'no pacing beside thinkTimeMs: each says when a virtual user starts again'
    problems.push({ path: 'load.pacingMs', expected, got: String(plan.pacingMs) })
  }
  return problems
}

/** The warm-up goes at the level that the load begins with. */
function beginsAtZero(plan: LoadPlan): boolean {
  if (plan.model === 'closed') return plan.users?.[0]?.fromUsers === 0
  return plan.arrivals.kind === 'rate' && plan.arrivals.segments[0]?.fromPerSecond === 0
}

/** Longer arrays (a trace given in place) are named by their length. */
function reportable(options: Record<string, unknown>, executor: string): Record<string, unknown> {
  const entries = Object.entries<unknown>({ ...options, executor }).map(([key, value]) => {
    if (Array.isArray(value) && value.length > 20) return [key, `${value.length} entries`]
    return [key, value instanceof URL ? value.pathname : value]
  })
  return JSON.parse(JSON.stringify(Object.fromEntries(entries))) as Record<string, unknown>
}
