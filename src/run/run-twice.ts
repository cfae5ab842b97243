import { realClock } from '../foundation/clock.ts'
import type { ReproductionMetrics } from '../model/reproduction-metrics.ts'
import type { Scenario } from '../model/scenario.ts'
import { firstDifference } from './first-difference.ts'
import { hashHistory } from './hash-history.ts'
import type { RunOutcome, RunRequest } from './run-request.ts'
import { runScenario } from './run-scenario.ts'

type SecondRun = NonNullable<ReproductionMetrics['second_run']>

/**
 * Runs a scenario; one with faults in virtual time that fails is run once more. There, nothing but the seed decides: what
 * comes out differently the second time has a source of chance or time that nobody controls, and is told.
 */
export async function runTwice(
  request: RunRequest,
  run: (request: RunRequest) => Promise<RunOutcome> = runScenario,
): Promise<RunOutcome> {
  const { scenario } = request
  if (!isExact(scenario)) return run(request)
  const startedMs = realClock.now()
  const first = await run(request)
  const tookMs = realClock.now() - startedMs
  const { metrics } = first
  // With less time than the first had, the second would only be cut short.
  const leftMs = scenario.timeLimitMs - tookMs
  const isRepeated = metrics.verdict === 'fail' && leftMs > tookMs && request.signal?.aborted !== true
  // What is said of a run was said of the first.
  const again = { ...request, scenario: { ...scenario, timeLimitMs: leftMs }, onNote: () => {} }
  const second = isRepeated ? compare(first, await run(again)) : null
  const problems =
    second === null || second.same ? metrics.problems : [...metrics.problems, uncontrolled(second)]
  const reproduction = { history_hash: hashOf(first), second_run: second, replay: null, shrunk: null }
  return { ...first, metrics: { ...metrics, problems, reproduction } }
}

/** Nothing of it is real: neither time nor what its faults act on. */
export function isExact({ virtualLimitMs, faults, chaos, workers }: Scenario): boolean {
  return virtualLimitMs !== null && (faults.length > 0 || chaos !== null) && workers.count === 1
}

function compare(first: RunOutcome, second: RunOutcome): SecondRun {
  const difference = differenceOf(first, second)
  return { history_hash: hashOf(second), same: difference === null, difference }
}

function differenceOf(first: RunOutcome, second: RunOutcome): string | null {
  const [a, b] = [first.evidence?.history ?? null, second.evidence?.history ?? null]
  const ofHistory = a && b && firstDifference(a, b)
  if (ofHistory !== null) return ofHistory
  const { verdict, problems, total_processed, success_count } = second.metrics
  if (verdict !== first.metrics.verdict)
    return `it was "${first.metrics.verdict}", then "${verdict}"${problems[0] === undefined ? '' : `: ${problems[0]}`}`
  const counts = (of: { total_processed: number; success_count: number }): string =>
    `${of.total_processed} iterations finished and ${of.success_count} succeeded`
  const [before, after] = [counts(first.metrics), counts({ total_processed, success_count })]
  return before === after ? null : `${before}, then ${after}`
}

function hashOf({ evidence }: RunOutcome): string | null {
  return evidence?.history ? hashHistory(evidence.history) : null
}

function uncontrolled({ difference }: SecondRun): string {
  return `uncontrolled nondeterminism: run again with the same seed, ${difference}`
}
