import { describeAttempts } from '../isolation/describe-attempts.ts'
import type { IsolationMetrics } from '../model/isolation-metrics.ts'
import type { ScenarioMetrics } from '../model/metrics.ts'
import type { RunOutcome } from './run-request.ts'

/** The outcome of a run with what it did beyond its process. What it must not have done fails it, whatever else it came to. */
export function withIsolation(outcome: RunOutcome, isolation: IsolationMetrics | null): RunOutcome {
  if (isolation === null) return outcome
  const { metrics } = outcome
  const blocked = isolation.attempts.filter((attempt) => attempt.blocked)
  const violations = describeAttempts(blocked).map((line) => `not in a ${isolation.strength} run: ${line}`)
  const leaks = (isolation.leaks ?? []).map(
    ({ kind, what, created_at: at, count }) =>
      `left behind: ${kind} ${what}${count > 1 ? ` (${count} times)` : ''}${at === null ? '' : `, made at ${at}`}`,
  )
  const told = [...violations, ...leaks]
  if (told.length === 0) return { ...outcome, metrics: { ...unjudgedHeap(metrics, isolation), isolation } }
  const problems = [...told, ...metrics.problems]
  // A run that was cut short had no time to clear away, and one that is undecided may be so for the messages that are left.
  const isDecided = metrics.verdict !== 'invalid'
  const isClear = (isolation.leaks ?? []).some(
    ({ kind }) => isDecided || (metrics.cause !== 'error' && kind !== 'message'),
  )
  if (violations.length === 0 && !isClear)
    return { ...outcome, metrics: { ...metrics, problems: [...metrics.problems, ...leaks], isolation } }
  return { ...outcome, metrics: { ...metrics, verdict: 'fail', cause: null, problems, isolation } }
}

/** What was asked for and cannot be judged is no pass. */
function unjudgedHeap(metrics: ScenarioMetrics, { heap }: IsolationMetrics): ScenarioMetrics {
  if (metrics.verdict !== 'pass' || heap?.verdict !== 'invalid') return metrics
  const problems = [...metrics.problems, `leaks.heap: ${heap.trouble}`]
  return { ...metrics, verdict: 'invalid', cause: 'no-evidence', problems }
}
