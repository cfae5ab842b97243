import { renderFailure } from '../report/render-failure.ts'
import { pointTo } from './point-to.ts'
import { outcomeOf, overlookedIn, type RunResult } from './run-result.ts'
import { StressFailure } from './stress-failure.ts'
import type { TestTask } from './test-task.ts'

interface ActiveRun {
  name: string
  /** The function that started it. */
  caller: string
  end: AbortController
  settled: Promise<unknown>
}

interface Supervision {
  /** Name of the run that is under way in this process, or null. */
  readonly running: string | null
  /** Runs `execute`, with a signal that aborts when the test ends before it. */
  track<R extends RunResult>(name: string, execute: (ended: AbortSignal) => Promise<R>): Promise<R>
}

let active: ActiveRun | null = null

/** Looks after what `runStress` and the like start in a test: nothing goes on after the test, and no bad result goes unseen. */
export function superviseRuns(task: TestTask, callSite: string | null, caller: string): Supervision {
  return {
    get running() {
      return active?.name ?? null
    },
    async track<R extends RunResult>(name: string, execute: (ended: AbortSignal) => Promise<R>): Promise<R> {
      const end = new AbortController()
      const running = execute(end.signal)
      const run: ActiveRun = { name, caller, end, settled: running.catch(() => undefined) }
      active = run
      task.context.onTestFinished(() => conclude(run, running, callSite))
      try {
        return await running
      } finally {
        active = null
      }
    },
  }
}

async function conclude(run: ActiveRun, running: Promise<RunResult>, callSite: string | null): Promise<void> {
  const unfinished = active === run
  if (unfinished) run.end.abort()
  await run.settled
  const result = await running
  if (unfinished) {
    throw pointTo(
      new StressFailure(
        `Scenario "${run.name}" was still running when its test ended: await ${run.caller}(...)`,
      ),
      callSite,
    )
  }
  const overlooked = overlookedIn(result)
  if (overlooked.length === 0) return
  const outcome = outcomeOf(result)!
  const hint = `Nothing looked at its ${overlooked.join(', ')}. Read \`result.verdict\`, or give the result to matchers.`
  throw pointTo(new StressFailure(`${renderFailure(outcome.metrics)}\n\n${hint}`), callSite)
}
