import { describeAttempts } from '../isolation/describe-attempts.ts'
import type { IsolationMetrics } from '../model/isolation-metrics.ts'
import type { ScenarioMetrics } from '../model/metrics.ts'
import type { RunOutcome } from './run-request.ts'

/** Of what Node's permission model refuses. */
const deniedCodes = ['ERR_ACCESS_DENIED', 'ERR_DLOPEN_DISABLED']
const deniedNote =
  'Node denies it to a sealed file: `// @stress-isolation-enforce false` at its top lets the guards alone watch it (docs/guide/isolation.md)'

/** The outcome of a run with what it did beyond its process. What it must not have done fails it, whatever else it came to. */
export function withIsolation(outcome: RunOutcome, isolation: IsolationMetrics | null): RunOutcome {
  return isolation === null
    ? outcome
    : { ...outcome, metrics: tellDenied(judge(outcome.metrics, isolation), isolation) }
}

function judge(metrics: ScenarioMetrics, isolation: IsolationMetrics): ScenarioMetrics {
  const blocked = isolation.attempts.filter((attempt) => attempt.blocked)
  const violations = describeAttempts(blocked).map((line) => `not in a ${isolation.strength} run: ${line}`)
  const leaks = (isolation.leaks ?? []).map(
    ({ kind, what, created_at: at, count }) =>
      `left behind: ${kind} ${what}${count > 1 ? ` (${count} times)` : ''}${at === null ? '' : `, made at ${at}`}`,
  )
  const told = [...violations, ...leaks]
  if (told.length === 0) return { ...unjudgedHeap(metrics, isolation), isolation }
  const problems = [...told, ...metrics.problems]
  // A run that was cut short had no time to clear away, and one that is undecided may be so for the messages that are left.
  const isDecided = metrics.verdict !== 'invalid'
  const isClear = (isolation.leaks ?? []).some(
    ({ kind }) => isDecided || (metrics.cause !== 'error' && kind !== 'message'),
  )
  if (violations.length === 0 && !isClear)
    return { ...metrics, problems: [...metrics.problems, ...leaks], isolation }
  return { ...metrics, verdict: 'fail', cause: null, problems, isolation }
}

/** An error of Node's own names nothing of this package, and on Node 20 and 22 it is all there is. */
function tellDenied(metrics: ScenarioMetrics, { surfaces }: IsolationMetrics): ScenarioMetrics {
  const isDenied =
    metrics.verdict !== 'pass' &&
    Object.values(surfaces).includes('enforced') &&
    (metrics.failures ?? []).some(({ reason }) => deniedCodes.includes(reason))
  return isDenied ? { ...metrics, problems: [...metrics.problems, deniedNote] } : metrics
}

/** What was asked for and cannot be judged is no pass. */
function unjudgedHeap(metrics: ScenarioMetrics, { heap }: IsolationMetrics): ScenarioMetrics {
  if (metrics.verdict !== 'pass' || heap?.verdict !== 'invalid') return metrics
  const problems = [...metrics.problems, `leaks.heap: ${heap.trouble}`]
  return { ...metrics, verdict: 'invalid', cause: 'no-evidence', problems }
}
