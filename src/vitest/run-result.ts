import type { BudgetResult, CheckResult, ScenarioMetrics } from '../model/metrics.ts'
import type { Cause, Verdict } from '../model/verdict.ts'
import { isBroken } from '../run/is-broken.ts'
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
  verdictRead: boolean
  /** Budgets and guarantees (and `isolation`) that a matcher has judged. */
  judged: Set<string>
}

// Registered, so that a matcher of one copy of the package knows the result of another.
const detailsKey: unique symbol = Symbol.for('vitest-stress.runResult')

/** Makes the result of `outcome`. Reading its verdict or cause counts as having looked at it; copying it does not. */
export function runResultOf(outcome: RunOutcome): RunResult {
  const details: Details = { outcome, verdictRead: false, judged: new Set() }
  const { metrics } = outcome
  const result = {
    problems: metrics.problems,
    budgets: metrics.budgets ?? [],
    guarantees: metrics.guarantees?.checks ?? [],
    metrics: { ...metrics },
  }
  for (const holder of [result, result.metrics]) {
    Object.defineProperties(holder, {
      verdict: { get: () => read(details).verdict, enumerable: false },
      cause: { get: () => read(details).cause, enumerable: false },
    })
  }
  Object.defineProperties(result, {
    [detailsKey]: { value: details },
    toJSON: { value: () => metrics },
  })
  Object.defineProperty(result.metrics, 'toJSON', { value: () => metrics })
  return result as unknown as RunResult
}

function read(details: Details): ScenarioMetrics {
  details.verdictRead = true
  return details.outcome.metrics
}

/** The outcome behind a result; null for anything else. */
export function outcomeOf(result: unknown): RunOutcome | null {
  return detailsOf(result)?.outcome ?? null
}

/** A matcher has judged these: keys of budgets, names of guarantees. */
export function noteJudged(result: unknown, names: readonly string[]): void {
  for (const name of names) detailsOf(result)?.judged.add(name)
}

/** What was not as it should be and nobody looked at: budgets and guarantees by name, or the verdict itself. */
export function overlookedIn(result: RunResult): string[] {
  const details = detailsOf(result)
  if (!details || details.verdictRead) return []
  const { verdict, budgets, guarantees, isolation } = details.outcome.metrics
  if (verdict === 'pass') return []
  const bad = [
    ...(budgets ?? []).filter(notKept).map((each) => ({ name: each.budget, key: budgetKey(each) })),
    ...(guarantees?.checks ?? [])
      .filter(notKept)
      .map(({ guarantee }) => ({ name: guarantee, key: guarantee })),
    ...(isBroken(isolation) ? [{ name: 'isolation', key: 'isolation' }] : []),
  ]
  // An invalid run is more than its parts: no matcher can have passed it.
  if (verdict === 'invalid' || bad.length === 0) return ['verdict']
  return bad.filter(({ key }) => !details.judged.has(key)).map(({ name }) => name)
}

const notKept = ({ verdict }: { verdict: Verdict }): boolean => verdict !== 'pass'

/** One limit: a figure may have one from above, one from below, and one on its speed. */
export function budgetKey({ budget, comparison, unit }: BudgetResult): string {
  return `${budget} ${comparison} ${unit}`
}

function detailsOf(result: unknown): Details | undefined {
  if (typeof result !== 'object' || result === null) return undefined
  return (result as { [detailsKey]?: Details })[detailsKey]
}
