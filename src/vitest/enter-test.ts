import { TestRunner } from 'vitest'
import { InputError, renderValue, type Problem } from '../foundation/problem.ts'
import { currentInstruments } from '../record/custom/instruments.ts'
import { captureCallSite } from './call-site.ts'
import { expectedWorkload, isModule } from './parse-arguments.ts'
import { pointTo } from './point-to.ts'
import { notReplayed, replayFor } from './replay-for.ts'
import { superviseRuns } from './supervise-runs.ts'
import type { TestTask } from './test-task.ts'

interface EnteredTest {
  task: TestTask
  runs: ReturnType<typeof superviseRuns>
  /** What is wrong with the call, beside its options. */
  problems: Problem[]
  /** The error for all problems; made, not thrown. */
  reject: (problems: readonly Problem[]) => InputError
}

/** The plain test that `caller` was called in. Throws where there is none. */
export function enterTest(caller: string, workload: unknown, takes: { takesModule: boolean }): EnteredTest {
  const callSite = captureCallSite()
  const task = TestRunner.getCurrentTest()
  if (!task) {
    const problem = { path: caller, expected: 'to be called inside a test', got: 'a call outside of one' }
    throw pointTo(new InputError(caller, [problem]), callSite)
  }
  if (replayFor(task) === 'another') task.context.skip(notReplayed)
  const runs = superviseRuns(task, callSite, caller)
  const running = runs.running ?? (currentInstruments() === null ? null : 'the run that calls it')
  const reject = (problems: readonly Problem[]): InputError => {
    const error = pointTo(new InputError(`${caller} in "${task.fullTestName}"`, problems), callSite)
    // Two runs at once are often settled together, by something that does not look at rejections.
    if (runs.running !== null) task.context.onTestFinished(() => Promise.reject(error))
    return error
  }
  return {
    task,
    runs,
    problems: [...workloadProblems(workload, takes), ...problemsOf(caller, running, task)],
    reject,
  }
}

function workloadProblems(workload: unknown, { takesModule }: { takesModule: boolean }): Problem[] {
  if (typeof workload === 'function' || (takesModule && isModule(workload))) return []
  const expected = takesModule ? expectedWorkload : 'a function'
  return [{ path: 'workload', expected, got: renderValue(workload) }]
}

function problemsOf(caller: string, running: string | null, task: TestTask): Problem[] {
  const problems: Problem[] = []
  if (running !== null) {
    const got = `a second one while "${running}" was under way`
    problems.push({ path: caller, expected: 'one run at a time, because runs measure each other', got })
  }
  if (retriesOf(task) > 0) {
    const expected = '0, because a run that failed must not be repeated until it passes'
    problems.push({ path: 'retry of the test', expected, got: String(retriesOf(task)) })
  }
  return problems
}

function retriesOf({ retry }: TestTask): number {
  return typeof retry === 'number' ? retry : (retry?.count ?? 0)
}
