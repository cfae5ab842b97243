import type { TestContext } from 'vitest'
import type { ScenarioMetrics } from '../model/metrics.ts'
import { renderFailure } from '../report/render-failure.ts'
import { chooseRun, type GivenScenario } from './choose-run.ts'
import { executeRun } from './execute-run.ts'
import { identifyRun } from './identify-run.ts'
import type { GivenWorkload } from './parse-arguments.ts'
import { caseFor } from './only-case.ts'
import { pointTo } from './point-to.ts'
import { rejectScenario } from './reject-scenario.ts'
import { notReplayed, replayFor } from './replay-for.ts'
import { StressFailure } from './stress-failure.ts'
import { tellOfTwin } from './tell-of-twin.ts'
import type { TestTask } from './test-task.ts'
import { workloadContext } from './workload-context.ts'

export type DeclaredContext = Pick<TestContext, 'signal' | 'annotate' | 'skip'> & { readonly task: TestTask }

export interface DeclaredScenario extends GivenScenario {
  workload: GivenWorkload
  expectedVerdict: 'pass' | 'fail'
  callSite: string | null
  /** What `describe` asked for, and did not get. */
  inheritedRetry: unknown
}

/** The body of a stress test: one run, and one error if it did not come to what was expected. */
export async function runDeclared(context: DeclaredContext, declared: DeclaredScenario): Promise<void> {
  const { workload, expectedVerdict, callSite, inheritedRetry } = declared
  const { task } = context
  const replay = replayFor(task)
  if (replay === 'another') return context.skip(notReplayed)
  const chosen = chooseRun(declared, replay, caseFor(task, null))
  if (!chosen.ok) {
    const { seed } = declared.resolved.scenario
    const rejected = { options: declared.options, problems: chosen.problems, expectedVerdict, seed, callSite }
    return rejectScenario(rejected)(context)
  }
  if (inheritedRetry) {
    await context.annotate(
      `retry ${JSON.stringify(inheritedRetry)} of describe set to 0: a stress test runs once`,
      'stress',
    )
  }
  const { scenario, run } = chosen.value
  const { kind, seed } = scenario
  const identity = identifyRun(task, { kind, seed, expectedVerdict, number: null })
  const { metrics } = await executeRun({
    task,
    identity,
    scenario,
    run: async (request) => tellOfTwin(await run(workload, request), task, expectedVerdict),
    testContext: workloadContext(context),
    signal: context.signal,
  })
  if (metrics.verdict === expectedVerdict) return
  throw pointTo(new StressFailure(failureText(metrics)), callSite)
}

function failureText(metrics: ScenarioMetrics): string {
  const text = renderFailure(metrics)
  if (metrics.verdict !== 'pass') return text
  const [, ...details] = text.split('\n')
  return [`Scenario "${metrics.name}" was expected to fail, but passed.`, ...details].join('\n')
}
