import type { Scenario, ScenarioLoad } from '../model/scenario.ts'
import type { AloneFigures } from '../record/recording.ts'
import { measureGroup } from '../budget/measure-group.ts'
import type { RunOutcome, RunRequest } from './run-request.ts'

/** Whether something is asked that only runs of each load alone can tell. */
export function asksForTenants({ budgets, loads }: Scenario): boolean {
  return budgets.tenants !== undefined && loads.length > 1
}

/**
 * Runs each load alone and then all of them together, each time on a target of its own. The plan of a load is made from
 * the seed and its name, so it is the same in both. Only what comes of the run together is judged.
 */
export async function runTenants(
  request: RunRequest,
  run: (request: RunRequest) => Promise<RunOutcome>,
): Promise<RunOutcome> {
  const { scenario } = request
  const timeLimitMs = scenario.timeLimitMs / (scenario.loads.length + 1)
  const alone = new Map<string, AloneFigures>()
  for (const load of scenario.loads) {
    const outcome = await run({ ...request, scenario: { ...aloneIn(scenario, load), timeLimitMs } })
    alone.set(load.name!, figuresOf(outcome))
    if (request.signal?.aborted) break
  }
  return run({ ...request, scenario: { ...scenario, timeLimitMs }, alone })
}

function aloneIn(scenario: Scenario, load: ScenarioLoad): Scenario {
  return {
    ...scenario,
    loads: [{ ...load, startAfterMs: 0 }],
    budgets: {},
    // What is to happen at least once, and what is kept, is of the run together.
    sometimes: [],
    historyPath: null,
  }
}

function figuresOf({ metrics, recording }: RunOutcome): AloneFigures {
  const { verdict, cause, problems } = metrics
  const unsound = verdict === 'pass' ? null : [cause ?? verdict, ...problems.slice(0, 1)].join(': ')
  const p99Ms = recording && measureGroup(recording, {}).response.stats()?.p99_ms
  return { p99Ms: unsound === null ? (p99Ms ?? null) : null, trouble: unsound }
}
