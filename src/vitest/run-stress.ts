import { TestRunner } from 'vitest'
import { resolveScenario } from '../config/resolve-scenario.ts'
import type { DeclaredMetrics } from '../config/declared-metrics.ts'
import type { StressOptions } from '../config/stress-options.ts'
import { wallClockNow } from '../foundation/clock.ts'
import { currentInstruments } from '../record/custom/instruments.ts'
import { InputError, renderValue, type Problem } from '../foundation/problem.ts'
import type { Scenario } from '../model/scenario.ts'
import './augment.ts'
import { captureCallSite } from './call-site.ts'
import { executeRun } from './execute-run.ts'
import { identifyRun } from './identify-run.ts'
import { pointTo } from './point-to.ts'
import { readStressContext } from './read-stress-context.ts'
import { runResultOf, type RunResult } from './run-result.ts'
import type { StressTestContext } from './stress-test-types.ts'
import type { TestTask } from './test-task.ts'
import { superviseRuns } from './supervise-runs.ts'
import { workloadContext } from './workload-context.ts'

/**
 * Runs a scenario inside a plain test, and returns what it came to. One at a time: runs that share a process measure
 * each other. A result that is not `pass` fails the test unless the test looks at its verdict or gives it to a matcher.
 */
export async function runStress<
  Target = undefined,
  Item = undefined,
  Setup = undefined,
  User = undefined,
  Metrics extends DeclaredMetrics = {},
>(
  options: StressOptions<Target, Item, Setup, User, Metrics>,
  workload: (context: StressTestContext<Target, Item, object, Setup, User, Metrics>) => unknown,
): Promise<RunResult> {
  const callSite = captureCallSite()
  const task = TestRunner.getCurrentTest()
  if (!task) {
    const problem = {
      path: 'runStress',
      expected: 'to be called inside a test',
      got: 'a call outside of one',
    }
    throw pointTo(new InputError('runStress', [problem]), callSite)
  }
  const { seed } = readStressContext()
  const resolved = resolveScenario(options, { seed, timeoutMs: null })
  const problems: Problem[] = resolved.ok ? [] : [...resolved.problems]
  if (typeof workload !== 'function') {
    problems.push({ path: 'workload', expected: 'a function', got: renderValue(workload) })
  }
  const runs = superviseRuns(task, callSite)
  const running = runs.running ?? (currentInstruments() === null ? null : 'the run that calls it')
  if (running !== null) {
    const got = `a second one while "${running}" was under way`
    problems.push({ path: 'runStress', expected: 'one run at a time, because runs measure each other', got })
  }
  if (retriesOf(task) > 0) {
    const expected = '0, because a run that failed must not be repeated until it passes'
    problems.push({ path: 'retry of the test', expected, got: String(retriesOf(task)) })
  }
  if (!resolved.ok || problems.length > 0) {
    const error = pointTo(new InputError(`runStress in "${task.fullTestName}"`, problems), callSite)
    // Two runs at once are often settled together, by something that does not look at rejections.
    if (runs.running !== null) task.context.onTestFinished(() => Promise.reject(error))
    throw error
  }

  const scenario = fitInto(task, resolved.value)
  const number = (task.meta.stress?.runs?.length ?? 0) + 1
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
      workload: workload as (context: object) => unknown,
      contextPrototype: workloadContext(task.context),
      signal: AbortSignal.any([task.context.signal, ended]),
    })
    return runResultOf(outcome)
  })
}

function retriesOf({ retry }: TestTask): number {
  return typeof retry === 'number' ? retry : (retry?.count ?? 0)
}

/** Closing the target and adding up takes time too. */
const concludeMs = 1_000

/** Ends the run before Vitest ends the test, so that there is a result to look at. */
function fitInto(task: TestTask, scenario: Scenario): Scenario {
  if (!(task.timeout > 0)) return scenario
  const now = wallClockNow().getTime()
  const leftMs = task.timeout - (now - (task.result?.startTime ?? now))
  const limitMs = Math.max(1, leftMs - Math.min(concludeMs, leftMs / 2))
  return { ...scenario, timeLimitMs: Math.min(scenario.timeLimitMs, limitMs) }
}
