import { caseOptions } from '../config/case-options.ts'
import { resolveCase, resolveReplay } from '../config/resolve-case.ts'
import { shrinkProblems } from '../config/shrink-problems.ts'
import type { Problem } from '../foundation/problem.ts'
import type { Checked } from '../foundation/schema.ts'
import type { ReplayOrder, ScenarioCase } from '../model/scenario-case.ts'
import type { Scenario } from '../model/scenario.ts'
import { runAndShrink, timesForShrinking } from '../run/run-and-shrink.ts'
import { replayRunsOf, runReplay } from '../run/run-replay.ts'
import type { RunRequest, RunOutcome } from '../run/run-request.ts'
import { runTwice } from '../run/run-twice.ts'
import type { ResolvedRun, RunOfWorkload } from './resolve-run.ts'
import { runWorkload } from './run-workload.ts'

export interface GivenScenario {
  /** As the user wrote it. */
  options: unknown
  /** As it was resolved. */
  resolved: ResolvedRun
  /** The test's own `timeout` in ms, where it sets one. */
  timeoutMs: number | null
  /** The workload is a module. */
  module: boolean
}

export interface ChosenRun {
  scenario: Scenario
  run: RunOfWorkload
}

/** What is run: the scenario as it is, a case of it (`onlyCase`), or an earlier run; shrunk, where that is asked for. */
export function chooseRun(
  given: GivenScenario,
  replay: ReplayOrder | null,
  only: ScenarioCase | null,
): Checked<ChosenRun> {
  const { timeoutMs, module } = given
  const how = { timeoutMs, module }
  const { compare } = given.resolved
  if (compare) {
    if (replay || only) return { ok: false, problems: [notOfComparisons(replay)] }
    return { ok: true, value: { scenario: given.resolved.scenario, run: compare } }
  }
  const options = only ? caseOptions(given.options, only) : given.options
  const resolved = resolveChosen({ ...given, options }, replay, only)
  if (!resolved.ok) return resolved
  const scenario = resolved.value
  const run = (request: RunRequest): Promise<RunOutcome> =>
    replay ? runReplay(request, replay) : runTwice(request)
  const timeLimitMs = scenario.timeLimitMs * (replay ? replayRunsOf(scenario, replay) : 1)
  if (!isToBeShrunk(options, replay, only)) {
    return { ok: true, value: { scenario: { ...scenario, timeLimitMs }, run: inProcess(run) } }
  }
  const time = scenario.virtualLimitMs === null ? 'real' : 'virtual'
  const isUnderFaults = scenario.faults.length > 0 || scenario.chaos !== null
  const problems = shrinkProblems(time, isUnderFaults ? { faults: true } : {})
  if (problems.length > 0) return { ok: false, problems }
  return {
    ok: true,
    value: {
      scenario: { ...scenario, timeLimitMs: timeLimitMs * timesForShrinking },
      run: inProcess((request) => runAndShrink(request, run, (each) => resolveCase(options, each, how))),
    },
  }
}

/** On workers, where there are several, it is one run as it is. */
function inProcess(run: (request: RunRequest) => Promise<RunOutcome>): RunOfWorkload {
  return (workload, request) => runWorkload(workload, request, run)
}

function notOfComparisons(replay: ReplayOrder | null): Problem {
  const path = replay ? 'VITEST_STRESS_REPLAY' : 'onlyCase'
  const expected = `a scenario that is no comparison: ${replay ? 'run it again with its seed, as its replay command says' : 'its variants stand for themselves'}`
  return { path, expected, got: "kind: 'comparison'" }
}

/** How many times as long as the scenario's own time limit all that is run may take. */
export function timesOf(given: GivenScenario, replay: ReplayOrder | null): number {
  const { options, resolved } = given
  const { scenario, compare } = resolved
  if (compare) return 1
  const runs = replay ? replayRunsOf(scenario, replay) : 1
  return isToBeShrunk(options, replay, null) ? runs * timesForShrinking : runs
}

function resolveChosen(
  { options, resolved, timeoutMs, module }: GivenScenario,
  replay: ReplayOrder | null,
  only: ScenarioCase | null,
): Checked<Scenario> {
  const how = { timeoutMs, module }
  if (replay) return resolveReplay(options, replay, how)
  return only ? resolveCase(options, only, how) : { ok: true, value: resolved.scenario }
}

function isToBeShrunk(options: unknown, replay: ReplayOrder | null, only: ScenarioCase | null): boolean {
  if (replay && replay.shrinkTo !== null) return true
  return only === null && (options as { shrink?: unknown } | null | undefined)?.shrink === true
}
