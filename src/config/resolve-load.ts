import { InputError, renderValue, type Problem } from '../foundation/problem.ts'
import { check, unknownName } from '../foundation/schema.ts'
import { buildPlan, type LoadOptionsResolved } from '../load/build-plan.ts'
import { checkShape } from '../load/check-shape.ts'
import { loadSchemaOf, type ExecutorDefinition } from '../load/executor.ts'
import { executors } from '../load/executors.ts'
import type { LoadPlan } from '../model/load-plan.ts'
import { messageOf } from '../record/failure-reasons.ts'

export interface ResolvedLoad {
  plan: LoadPlan
  /** The load as resolved, for the report: JSON-safe. */
  options: Record<string, unknown>
}

type Outcome = { ok: true; value: ResolvedLoad } | { ok: false; problems: Problem[] }

/** Parses `load` by the schema of the executor it names, and makes the plan. */
export function resolveLoad(input: unknown, seed: number): Outcome {
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
    const checked = check(loadSchemaOf(executor), input, 'load')
    if (!checked.ok) return checked
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

/** What no single option shows: loads that are empty, options that cannot go together. */
function problemsOf(plan: LoadPlan): Problem[] {
  const problems: Problem[] = []
  if (plan.plannedIterations === 0) {
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
  return problems
}

/** Longer arrays (a trace given in place) are named by their length. */
function reportable(options: Record<string, unknown>, executor: string): Record<string, unknown> {
  const entries = Object.entries<unknown>({ ...options, executor }).map(([key, value]) => {
    if (Array.isArray(value) && value.length > 20) return [key, `${value.length} entries`]
    return [key, value instanceof URL ? value.pathname : value]
  })
  return JSON.parse(JSON.stringify(Object.fromEntries(entries))) as Record<string, unknown>
}
