import { resolveReplay } from '../config/resolve-case.ts'
import type { Checked } from '../foundation/schema.ts'
import type { ReplayOrder } from '../model/scenario-case.ts'
import type { Scenario } from '../model/scenario.ts'
import { replayRunsOf, runReplay } from '../run/run-replay.ts'
import type { RunOrder } from './execute-run.ts'

export interface GivenScenario {
  /** As the user wrote it. */
  options: unknown
  /** As it was resolved. */
  scenario: Scenario
  /** The test's own `timeout` in ms, where it sets one. */
  timeoutMs: number | null
  /** The workload is a module. */
  module: boolean
}

export type ChosenRun = Pick<RunOrder, 'scenario' | 'run'>

/** What is run: the scenario as it is, or an earlier run of it. */
export function chooseRun(given: GivenScenario, replay: ReplayOrder | null): Checked<ChosenRun> {
  if (replay === null) return { ok: true, value: { scenario: given.scenario } }
  const { options, timeoutMs, module } = given
  const resolved = resolveReplay(options, replay, { timeoutMs, module })
  if (!resolved.ok) return resolved
  const scenario = resolved.value
  const timeLimitMs = scenario.timeLimitMs * replayRunsOf(scenario, replay)
  return {
    ok: true,
    value: { scenario: { ...scenario, timeLimitMs }, run: (request) => runReplay(request, replay) },
  }
}
