import { expect } from 'vitest'
import { resolveComparison } from '../../src/config/resolve-comparison.ts'
import { formatProblem } from '../../src/foundation/problem.ts'
import { seededRandom } from '../../src/foundation/random.ts'
import type { RunClock } from '../../src/foundation/run-clock.ts'
import { scenarioMetricsSchema, type ScenarioMetrics } from '../../src/model/metrics.ts'
import type { PlannedComparison, PlannedVariant } from '../../src/model/planned-comparison.ts'
import { renderHistory } from '../../src/report/render-history.ts'
import { runComparison, type ComparisonRequest, type RunTurn } from '../../src/run/run-comparison.ts'
import { runScenario } from '../../src/run/run-scenario.ts'
import { identity } from './virtual-run.ts'

/** Answers after `ms`, and up to 10 % more by chance, from the seed of its run. */
export function server(ms: number) {
  return ({ clock, seed }: { clock: RunClock; seed: number }) => {
    // Servers of one round must not draw alike.
    const random = seededRandom(seed).fork(`server ${ms}`)
    return { serve: (): Promise<void> => clock.sleep(ms * (1 + random.next() / 10)) }
  }
}

const serve = (context: object): unknown => (context as { target: { serve: () => unknown } }).target.serve()

export const request: ComparisonRequest = {
  identity: { ...identity, kind: 'comparison' },
  testContext: {},
  signal: null,
  onProgress: () => {},
}

export const load = { executor: 'shared-iterations', iterations: 20, concurrency: 2 }

export function comparisonOf(options: Record<string, unknown>): PlannedComparison {
  const given = { kind: 'comparison', time: 'virtual', load, ...options }
  const resolved = resolveComparison(given, { seed: 7, timeoutMs: null })
  if (!resolved.ok) throw new Error(resolved.problems.map(formatProblem).join('\n'))
  return resolved.value
}

const runFunction: RunTurn = ({ workload }, turn) =>
  runScenario({ ...turn, workload: (workload ?? serve) as (context: object) => unknown })

/** A whole comparison in virtual time. What it reports must be valid metrics that survive JSON. */
export async function compareVirtually(
  options: Record<string, unknown>,
  runTurn: (
    variant: PlannedVariant,
    request: Parameters<RunTurn>[1],
    run: RunTurn,
  ) => ReturnType<RunTurn> = runFunction,
  given: Partial<ComparisonRequest> = {},
): Promise<ScenarioMetrics> {
  const { metrics } = await runComparison(
    comparisonOf(options),
    { ...request, ...given },
    (variant, turn) => runTurn(variant, turn, runFunction),
    renderHistory,
  )
  const throughJson: unknown = JSON.parse(JSON.stringify(metrics))
  expect(scenarioMetricsSchema.parse(throughJson)).toEqual(metrics)
  return metrics
}
