import type { TestContext } from 'vitest'
import type { ScenarioMetrics } from '../model/metrics.ts'
import { renderFailure } from '../report/render-failure.ts'
import { executeRun } from './execute-run.ts'
import { identifyRun } from './identify-run.ts'
import type { GivenWorkload } from './parse-arguments.ts'
import { pointTo } from './point-to.ts'
import type { ResolvedRun } from './resolve-run.ts'
import { StressFailure } from './stress-failure.ts'
import type { TestTask } from './test-task.ts'
import { workloadContext } from './workload-context.ts'

export type DeclaredContext = Pick<TestContext, 'signal' | 'annotate'> & { readonly task: TestTask }

interface DeclaredScenario {
  resolved: ResolvedRun
  workload: GivenWorkload
  expectedVerdict: 'pass' | 'fail'
  callSite: string | null
  /** What `describe` asked for, and did not get. */
  inheritedRetry: unknown
}

/** The body of a stress test: one run, and one error if it did not come to what was expected. */
export async function runDeclared(context: DeclaredContext, declared: DeclaredScenario): Promise<void> {
  const { resolved, workload, expectedVerdict, callSite, inheritedRetry } = declared
  const { scenario, run } = resolved
  const { task } = context
  if (inheritedRetry) {
    await context.annotate(
      `retry ${JSON.stringify(inheritedRetry)} of describe set to 0: a stress test runs once`,
      'stress',
    )
  }
  const { kind, seed } = scenario
  const identity = identifyRun(task, { kind, seed, expectedVerdict, number: null })
  const { metrics } = await executeRun({
    task,
    identity,
    scenario,
    run: (request) => run(workload, request),
    contextPrototype: workloadContext(context),
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
