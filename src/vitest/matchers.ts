import { budgetsSchema } from '../config/budgets-schema.ts'
import { confidenceProblems } from '../config/confidence-problems.ts'
import { metricBudgetProblems } from '../config/metric-problems.ts'
import { windowProblems } from '../config/window-problems.ts'
import { evaluateBudgets } from '../budget/evaluate-budgets.ts'
import { InputError, renderValue, type Problem } from '../foundation/problem.ts'
import { guaranteesSchema, resolveGuarantees } from '../config/resolve-guarantees.ts'
import { check } from '../foundation/schema.ts'
import type { BudgetResult, CheckResult } from '../model/metrics.ts'
import { renderFailure } from '../report/render-failure.ts'
import { isBroken } from '../run/is-broken.ts'
import { judgeGuarantees } from '../run/judge-guarantees.ts'
import type { Budgets } from '../model/scenario.ts'
import type { Recording } from '../record/recording.ts'
import type { RunOutcome } from '../run/run-request.ts'
import { atMatcher, concludeMatcher, type MatcherResult } from './conclude-matcher.ts'
import { budgetKey, noteJudged, outcomeOf } from './run-result.ts'
import { StressFailure } from './stress-failure.ts'

/** What the setup file gives to `expect.extend`. They take the same objects as the options of a scenario. */
export const matchers = { toMeetBudgets, toKeepGuarantees, toBeIsolated }

function toMeetBudgets(received: unknown, budgets?: unknown): MatcherResult {
  const outcome = judgeable(received, 'toMeetBudgets', budgets)
  const { metrics } = outcome
  const results = budgets === undefined ? (metrics.budgets ?? []) : judgeBudgets(budgets, outcome)
  noteJudged(
    received,
    results.map((result) => budgetKey(result)),
  )
  const shown = { ...metrics, budgets: results, guarantees: null, problems: [] }
  return concludeMatcher(shown, results, 'all budgets were met')
}

function toKeepGuarantees(received: unknown, names?: unknown): MatcherResult {
  const outcome = judgeable(received, 'toKeepGuarantees', names)
  const { metrics } = outcome
  const checks = names === undefined ? (metrics.guarantees?.checks ?? []) : judgeNamed(names, outcome)
  noteJudged(
    received,
    checks.map(({ guarantee }) => guarantee),
  )
  // Without a ledger there is no section to show checks in.
  const problems = metrics.guarantees
    ? []
    : checks.map(({ guarantee, summary }) => `${guarantee}: ${summary}`)
  const guarantees = metrics.guarantees && { ...metrics.guarantees, checks }
  return concludeMatcher(
    { ...metrics, budgets: null, guarantees, problems },
    checks,
    'all guarantees were kept',
  )
}

/** Where nothing was guarded there is nothing to judge; where all was allowed, it cannot be told. */
function toBeIsolated(received: unknown): MatcherResult {
  const { metrics } = judgeable(received, 'toBeIsolated')
  const { isolation } = metrics
  noteJudged(received, ['isolation'])
  const held = isBroken(isolation) ? 'fail' : isolation?.strength === 'open' ? 'invalid' : 'pass'
  const problems =
    held === 'invalid' ? ["isolation: 'open' lets everything through, and says nothing"] : metrics.problems
  return concludeMatcher(
    { ...metrics, budgets: null, guarantees: null, problems },
    isolation === null ? [] : [{ verdict: held }],
    'nothing left its process that must not',
  )
}

/**
 * The outcome to judge. An invalid run says nothing, so it fails every matcher, `.not` too: hence the throw. Of a comparison
 * only one of many runs is kept: what is `asked` of it now would hold for that one alone.
 */
function judgeable(received: unknown, matcher: string, asked?: unknown): RunOutcome {
  const outcome = outcomeOf(received)
  if (!outcome) {
    const expected = 'the result of runStress (was it awaited?)'
    throw atMatcher(new InputError(matcher, [{ path: 'received', expected, got: renderValue(received) }]))
  }
  if (outcome.metrics.verdict === 'invalid')
    throw atMatcher(new StressFailure(renderFailure(outcome.metrics)))
  if (asked !== undefined && outcome.metrics.comparison !== null) {
    const expected = 'nothing: in the options of the comparison it is asked of each of its runs'
    throw atMatcher(new InputError(matcher, [{ path: 'expected', expected, got: renderValue(asked) }]))
  }
  return outcome
}

function judgeBudgets(budgets: unknown, { recording }: RunOutcome): BudgetResult[] {
  const checked = check(budgetsSchema, budgets, 'budgets')
  const metrics = Object.fromEntries(recording?.readings.metrics ?? [])
  const foundWarmup = recording?.loads.some((load) => load.foundWarmup) ?? false
  const problems = checked.ok
    ? [
        ...metricBudgetProblems(checked.value.metrics ?? {}, metrics),
        ...confidenceProblems(checked.value),
        ...windowProblems(checked.value, null, foundWarmup),
        ...(recording ? unkeptStretches(checked.value, recording) : []),
        ...(recording?.slices === null ? unkeptWindows(checked.value) : []),
      ]
    : checked.problems
  if (!checked.ok || problems.length > 0) throw atMatcher(new InputError('toMeetBudgets', problems))
  return recording ? evaluateBudgets(checked.value, recording) : []
}

/** Of response times they are kept where matchers may ask, of others only where the options of the run do. */
function unkeptStretches(budgets: Budgets, { loads }: Recording): Problem[] {
  const kept = loads[0]?.stretches
  return (['serviceTime', 'lateness'] as const).flatMap((times) => {
    const isSure = Object.values(budgets[times] ?? {}).some((limit) => limit?.confidence !== undefined)
    if (!isSure || kept?.[times === 'lateness' ? times : 'service']) return []
    const expected =
      'a limit without confidence, or one in `budgets` of the run as well: that must be known before'
    return [{ path: `budgets.${times}`, expected, got: 'a limit with a confidence' }]
  })
}

/** Where several workers shared the load: none of them saw a whole window. */
function unkeptWindows({ windows = [] }: Budgets): Problem[] {
  if (windows.length === 0) return []
  const expected = 'nothing: no windows were kept of this run, as of any with several workers'
  return [{ path: 'budgets.windows', expected, got: `${windows.length} of them` }]
}

function judgeNamed(given: unknown, { evidence }: RunOutcome): CheckResult[] {
  const list = check(guaranteesSchema, given, 'guarantees')
  const resolved = list.ok ? resolveGuarantees(given, 'guarantees') : list
  if (!resolved.ok) throw atMatcher(new InputError('toKeepGuarantees', resolved.problems))
  return judgeGuarantees(resolved.value, evidence).checks
}
