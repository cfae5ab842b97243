import type { ComparisonOptions } from '../config/comparison-options.ts'
import type { DeclaredMetrics } from '../config/declared-metrics.ts'
import type { StressOptions } from '../config/stress-options.ts'
import type { Problem } from '../foundation/problem.ts'
import type { Scenario } from '../model/scenario.ts'
import './augment.ts'
import { chooseRun } from './choose-run.ts'
import { enterTest } from './enter-test.ts'
import { executeRun } from './execute-run.ts'
import { identifyRun } from './identify-run.ts'
import { nextNumber } from './next-number.ts'
import { isModule, type GivenWorkload } from './parse-arguments.ts'
import { readStressContext } from './read-stress-context.ts'
import { replayFor } from './replay-for.ts'
import { caseFor } from './only-case.ts'
import { resolveRun, type ResolvedRun } from './resolve-run.ts'
import { runResultOf, type RunResult } from './run-result.ts'
import type { StressTestContext } from './stress-test-types.ts'
import type { TestTask } from './test-task.ts'
import { timeLeftMs } from './time-left.ts'
import { workloadContext } from './workload-context.ts'

/**
 * Runs a scenario inside a plain test, and returns what it came to. One at a time: runs that share a process measure
 * each other. A result that is not `pass` fails the test unless the test looks at its verdict or gives it to a matcher.
 * To read `result.verdict` is to have looked, even where it is only printed: prefer `expect(result)` and a matcher.
 */
export async function runStress<
  Target = undefined,
  Item = undefined,
  Setup = undefined,
  User = undefined,
  Metrics extends DeclaredMetrics = {},
>(
  options:
    | StressOptions<Target, Item, Setup, User, Metrics>
    | ComparisonOptions<Target, Item, Setup, User, Metrics>,
  workload: ((context: StressTestContext<Target, Item, object, Setup, User, Metrics>) => unknown) | URL,
): Promise<RunResult> {
  const { task, runs, problems, reject } = enterTest('runStress', workload, { takesModule: true })
  const { seed } = readStressContext()
  const resolved = resolveRun(options, { seed, timeoutMs: null, module: isModule(workload) })
  if (resolved.ok) problems.push(...timeProblems(task, resolved.value))
  if (!resolved.ok || problems.length > 0)
    throw reject([...(resolved.ok ? [] : resolved.problems), ...problems])

  const number = nextNumber(task)
  const replay = replayFor(task)
  const isReplay = replay !== null && replay !== 'another' && replay.run === number
  const given = { options, resolved: resolved.value, timeoutMs: null, module: isModule(workload) }
  const chosen = chooseRun(given, isReplay ? replay : null, caseFor(task, number))
  if (!chosen.ok) throw reject(chosen.problems)
  const { run } = chosen.value
  const scenario = fitInto(task, chosen.value.scenario)
  const identity = identifyRun(task, {
    kind: scenario.kind,
    seed: scenario.seed,
    expectedVerdict: 'pass',
    number,
  })
  return runs.track(identity.name, async (ended) => {
    const outcome = await executeRun({
      task,
      identity,
      scenario,
      run: (request) => run(workload as GivenWorkload, request),
      testContext: workloadContext(task.context),
      signal: AbortSignal.any([task.context.signal, ended]),
    })
    return runResultOf(outcome)
  })
}

/** Rounds that cannot come to their end are not begun. */
function timeProblems(task: TestTask, { leastMs }: ResolvedRun): Problem[] {
  const leftMs = timeLeftMs(task)
  if (leastMs <= leftMs) return []
  const neededMs = Math.ceil(leastMs + task.timeout - leftMs)
  const expected = `at least ${neededMs} ms for the loads of all rounds, and more for targets, hooks and drains`
  return [{ path: 'timeout of the test', expected, got: `${task.timeout}` }]
}

/** Ends the run before Vitest ends the test, so that there is a result to look at. */
function fitInto(task: TestTask, scenario: Scenario): Scenario {
  return { ...scenario, timeLimitMs: Math.min(scenario.timeLimitMs, timeLeftMs(task)) }
}
