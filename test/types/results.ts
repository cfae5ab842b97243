// runStress, its result, and the matchers.
import { expect, test } from 'vitest'
import {
  runStress,
  type MetricsFile,
  type RunResult,
  type ScenarioMetrics,
  type Verdict,
  type Cause,
} from 'vitest-stress'

test('', async ({ task }) => {
  const result = await runStress(
    { target: () => 'built' },
    ({ target, iteration }) => target.length + iteration.index,
  )
  const typed: RunResult = result
  const verdict: Verdict = result.verdict
  const cause: Cause | null = result.cause
  const metrics: ScenarioMetrics = result.metrics
  const p99: number | null = metrics.latency_stats.p99_ms
  const actual: number | null | undefined = result.budgets[0]?.actual
  const examples: string[] | undefined = result.guarantees[0]?.examples
  // @ts-expect-error no such verdict
  const wrong: boolean = result.verdict === 'failed'
  // @ts-expect-error it is read-only
  result.verdict = 'pass'
  // @ts-expect-error no such option
  await runStress({ laod: {} }, () => {})
  // @ts-expect-error no workload
  await runStress({})
  // @ts-expect-error options of a test are not those of a run
  await runStress({ timeout: 5 }, () => {})

  expect(result).toMeetBudgets()
  expect(result).toMeetBudgets({ latency: { p99: { maxMs: 1 } }, agents: { '*': { failures: { max: 0 } } } })
  expect(result).toKeepGuarantees()
  expect(result).toBeIsolated()
  expect(result).toKeepGuarantees(['atLeastOnce', 'exclusiveInbox'])
  expect(result).not.toMeetBudgets({ failures: { max: 0 } })
  expect.soft(result).toKeepGuarantees(['exactlyOnce'])
  await expect(Promise.resolve(result)).resolves.toMeetBudgets()
  // @ts-expect-error no such metric
  expect(result).toMeetBudgets({ latency: { p99ms: { maxMs: 1 } } })
  // @ts-expect-error no such budget
  expect(result).toMeetBudgets({ latencies: {} })
  // @ts-expect-error no such guarantee
  expect(result).toKeepGuarantees(['fast'])

  // What tests leave for other reporters.
  const runs: ScenarioMetrics[] | undefined = task.meta.stress?.runs
  return [typed, verdict, cause, p99, actual, examples, wrong, runs]
})

export function total(file: MetricsFile): number {
  // @ts-expect-error snake case, as in the file
  void file.totalProcessed
  return file.total_processed + file.scenarios.length
}
