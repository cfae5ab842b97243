import type { BudgetResult, CheckResult, HealthMetrics } from '../model/metrics.ts'
import type { Cause, Verdict } from '../model/verdict.ts'

/** All that bears on the verdict of a run. */
export interface Evidence {
  /** Troubles of the run itself: the target did not start or close, the run was ended early. */
  errors: readonly string[]
  /** Iterations that finished. */
  finished: number
  /** What there was more of than the run could hold, each as a line for a person. */
  overflows: readonly string[]
  health: HealthMetrics | null
  /** Why loads that were to find their steady state did not, each as a line for a person. */
  unsteady: readonly string[]
  /** Faults that never had their effect, each as a line for a person. */
  unfired: readonly string[]
  budgets: readonly BudgetResult[]
  checks: readonly CheckResult[]
}

export interface Decision {
  verdict: Verdict
  cause: Cause | null
  /** What went wrong in the run itself, for a person; failed budgets and guarantees speak for themselves. */
  problems: string[]
}

/**
 * A violated guarantee is a fact, whatever else happened. A budget, passed or missed, is one only if the run itself was
 * sound: a generator that could not keep its plan is never blamed on the system, nor does it let the system pass.
 */
export function decideVerdict({
  errors,
  finished,
  overflows,
  health,
  unsteady,
  unfired,
  budgets,
  checks,
}: Evidence): Decision {
  const problems = [...errors]
  if (checks.some(({ verdict }) => verdict === 'fail')) return { verdict: 'fail', cause: null, problems }
  if (errors.length > 0) return { verdict: 'invalid', cause: 'error', problems }
  if (finished === 0) {
    return { verdict: 'invalid', cause: 'no-evidence', problems: ['the load completed nothing'] }
  }
  if (health?.saturated) {
    return {
      verdict: 'invalid',
      cause: 'saturated',
      problems: [`the load generator was the bottleneck: ${health.remedy}`],
    }
  }
  if (health && !health.judged && health.unjudged_starts > 0) {
    return { verdict: 'invalid', cause: 'no-evidence', problems: [hidden(health.unjudged_starts)] }
  }
  if (unsteady.length > 0) return { verdict: 'invalid', cause: 'not-steady', problems: [...unsteady] }
  if (overflows.length > 0) return { verdict: 'invalid', cause: 'overflow', problems: [...overflows] }
  if (unfired.length > 0) return { verdict: 'invalid', cause: 'no-evidence', problems: [...unfired] }
  if (budgets.some(({ verdict }) => verdict === 'fail')) return { verdict: 'fail', cause: null, problems }
  const undecided = [...budgets, ...checks].filter(({ verdict }) => verdict === 'invalid')
  if (undecided.length > 0 && undecided.every(isForWantOfSamples)) {
    const names = undecided.map(({ budget }) => budget).join(', ')
    const problem = `${names}: so many samples cannot tell whether the limit is kept`
    return { verdict: 'invalid', cause: 'undecided', problems: [problem] }
  }
  if (undecided.length > 0) {
    const problem = `${undecided.length} of ${budgets.length + checks.length} limits and guarantees could not be judged`
    return { verdict: 'invalid', cause: 'no-evidence', problems: [problem] }
  }
  return { verdict: 'pass', cause: null, problems }
}

/** There is a figure, and it is too unsure to be on one side of its limit. */
function isForWantOfSamples(result: BudgetResult | CheckResult): result is BudgetResult {
  return 'uncertainty' in result && result.uncertainty?.outcome === 'undecided'
}

function hidden(starts: number): string {
  return `whether the load generator kept its plan is unknown: a runtime fault was open, or the heap looked at, for almost all of the load, ${starts.toLocaleString('en-US')} starts of it; let the fault be over earlier (\`until\`), or the load be longer`
}
