import type { BudgetResult, CheckResult, ScenarioMetrics } from '../model/metrics.ts'
import type { Cause, Verdict } from '../model/verdict.ts'
import type { RunOutcome } from '../run/run-request.ts'

/** What a run came to. It never throws for a run that failed: reading the verdict, or a matcher, decides. */
export interface RunResult {
  readonly verdict: Verdict
  /** Why `invalid`; null otherwise. */
  readonly cause: Cause | null
  /** What went wrong, for a person; empty on `pass`. */
  readonly problems: readonly string[]
  readonly budgets: readonly BudgetResult[]
  readonly guarantees: readonly CheckResult[]
  readonly metrics: ScenarioMetrics
}

interface Details {
  outcome: RunOutcome
  lookedAt: boolean
}

// Registered, so that a matcher of one copy of the package knows the result of another.
const detailsKey: unique symbol = Symbol.for('vitest-stress.runResult')

/** Makes the result of `outcome`. Reading its verdict or cause counts as having looked at it. */
export function runResultOf(outcome: RunOutcome): RunResult {
  const details: Details = { outcome, lookedAt: false }
  const { metrics } = outcome
  const result = {
    get verdict() {
      details.lookedAt = true
      return metrics.verdict
    },
    get cause() {
      details.lookedAt = true
      return metrics.cause
    },
    problems: metrics.problems,
    budgets: metrics.budgets ?? [],
    guarantees: metrics.guarantees?.checks ?? [],
    metrics,
  }
  Object.defineProperty(result, detailsKey, { value: details, enumerable: false })
  return result
}

/** The outcome behind a result; null for anything else. */
export function outcomeOf(result: unknown): RunOutcome | null {
  return detailsOf(result)?.outcome ?? null
}

export function lookAt(result: unknown): void {
  const details = detailsOf(result)
  if (details) details.lookedAt = true
}

/** Whether a result is not `pass`, and nothing has asked. */
export function isOverlooked(result: RunResult): boolean {
  const details = detailsOf(result)
  return details !== undefined && !details.lookedAt && details.outcome.metrics.verdict !== 'pass'
}

function detailsOf(result: unknown): Details | undefined {
  if (typeof result !== 'object' || result === null) return undefined
  return (result as { [detailsKey]?: Details })[detailsKey]
}
