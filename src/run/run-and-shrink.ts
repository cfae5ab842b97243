import { scheduleAgain } from '../chaos/schedule-again.ts'
import { shrink } from '../chaos/shrink/shrink.ts'
import { realClock } from '../foundation/clock.ts'
import type { Checked } from '../foundation/schema.ts'
import type { ReproductionMetrics } from '../model/reproduction-metrics.ts'
import type { ScenarioCase } from '../model/scenario-case.ts'
import { plannedIterationsOf } from '../model/scenario-plan.ts'
import type { Scenario } from '../model/scenario.ts'
import type { RunOutcome, RunRequest } from './run-request.ts'
import { runScenario } from './run-scenario.ts'
import { shrinkableCase } from './shrinkable-case.ts'
import { violationKinds } from './violation-kinds.ts'

/** Of the time of a scenario that is shrunk, what the run itself has; the rest is for the cases. */
export const timesForShrinking = 4

/**
 * Runs a scenario, and where it fails, looks for the smallest case that fails in the same way. `run`: the run itself;
 * `resolve`: the scenario of a case. The scenario's time is that of all runs.
 */
export async function runAndShrink(
  request: RunRequest,
  run: (request: RunRequest) => Promise<RunOutcome>,
  resolve: (given: ScenarioCase) => Checked<Scenario>,
): Promise<RunOutcome> {
  const { scenario } = request
  const startedMs = realClock.now()
  const limitMs = scenario.timeLimitMs / timesForShrinking
  const outcome = await run({ ...request, scenario: { ...scenario, timeLimitMs: limitMs } })
  const { metrics } = outcome
  const { reproduction } = metrics
  // Of what does not come again, nothing can be shown by leaving something out.
  if (metrics.verdict !== 'fail' || reproduction === null || reproduction.second_run?.same === false)
    return outcome
  const leftMs = (): number => scenario.timeLimitMs - (realClock.now() - startedMs)
  const shrunk = await shrinkFailure({ ...request, onNote: () => {} }, outcome, resolve, leftMs)
  return { ...outcome, metrics: { ...metrics, reproduction: { ...reproduction, shrunk } } }
}

async function shrinkFailure(
  request: RunRequest,
  { metrics }: RunOutcome,
  resolve: (given: ScenarioCase) => Checked<Scenario>,
  leftMs: () => number,
): Promise<ReproductionMetrics['shrunk']> {
  const { scenario, signal } = request
  const { drawn = null, schedule = [] } = metrics.faults ?? {}
  const start = {
    seed: scenario.seed,
    faults: schedule.map((fault) => scheduleAgain(fault, { exact: true })),
    drawn,
  }
  const run = async (given: ScenarioCase): Promise<string[]> => {
    const made = resolve(given)
    if (!made.ok) return []
    // A module may have brought what the options do not say.
    const { target, setup, teardown } = scenario
    const timeLimitMs = Math.max(1, leftMs())
    const outcome = await runScenario({
      ...request,
      scenario: { ...made.value, target, setup, teardown, timeLimitMs },
    })
    return violationKinds(outcome.metrics)
  }
  const how = shrinkableCase(scenario)
  const [kind = ''] = violationKinds(metrics)
  const hasTime = (): boolean => leftMs() > 0 && signal?.aborted !== true
  const shrunk = await shrink<ScenarioCase, ScenarioCase['faults'][number]>({
    start,
    how,
    run,
    kind,
    hasTime,
  })
  if (shrunk.kind === null) return null
  const { seed, load, faults } = shrunk.smallest
  const smallest = resolve(shrunk.smallest)
  return {
    kind: shrunk.kind,
    runs: shrunk.runs,
    minimal: shrunk.isMinimal,
    iterations: smallest.ok ? plannedIterationsOf(smallest.value) : null,
    case: {
      seed,
      ...(load === undefined ? {} : { load: { ...load } }),
      faults: faults.map((each) => ({ ...each })),
    },
    file: null,
  }
}
