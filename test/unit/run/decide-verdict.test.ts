import { describe, expect, test } from 'vitest'
import type { BudgetResult, CheckResult, HealthMetrics } from '../../../src/model/metrics.ts'
import type { Verdict } from '../../../src/model/verdict.ts'
import { decideVerdict, type Evidence } from '../../../src/run/decide-verdict.ts'

const budget = (verdict: Verdict): BudgetResult => ({
  budget: 'latency.p99',
  comparison: 'at most',
  limit: 1,
  unit: 'ms',
  actual: 1,
  samples: 1,
  detail: '',
  verdict,
})
const check = (verdict: Verdict): CheckResult => ({
  guarantee: 'atLeastOnce',
  verdict,
  summary: '',
  examples: [],
  proof: null,
})
const health = (saturated: boolean): HealthMetrics => ({
  judged: true,
  unjudged_starts: 0,
  saturated,
  bottleneck: saturated ? 'workload' : null,
  remedy: saturated ? 'lower the rate' : null,
  planned_starts: 1,
  achieved_starts: 1,
  lateness_p99_ms: 1,
  lateness_limit_ms: 10,
  event_loop_delay: null,
  event_loop_utilization: 0.5,
  cpu_seconds: 1,
  sync_time: null,
  inter_arrival: null,
  seconds: [],
})

const sound: Evidence = {
  errors: [],
  finished: 10,
  overflows: [],
  unsteady: [],
  unfired: [],
  health: health(false),
  budgets: [budget('pass')],
  checks: [check('pass')],
}

/** From the strongest to the weakest: what comes first decides, whatever follows is there too. */
const ladder: [string, Partial<Evidence>, [Verdict, string | null]][] = [
  ['a violated guarantee', { checks: [check('pass'), check('fail')] }, ['fail', null]],
  ['an error of the run', { errors: ['the target failed to close: no'] }, ['invalid', 'error']],
  ['nothing finished', { finished: 0 }, ['invalid', 'no-evidence']],
  ['a saturated generator', { health: health(true) }, ['invalid', 'saturated']],
  [
    'a generator that was held on purpose all the time',
    { health: { ...health(false), judged: false, unjudged_starts: 500 } },
    ['invalid', 'no-evidence'],
  ],
  ['no steady state', { unsteady: ['response times rose'] }, ['invalid', 'not-steady']],
  ['too many parts', { overflows: ['too much'] }, ['invalid', 'overflow']],
  ['a missed budget', { budgets: [budget('fail'), budget('invalid')] }, ['fail', null]],
  ['a budget without samples', { budgets: [budget('pass'), budget('invalid')] }, ['invalid', 'no-evidence']],
  ['an undecided guarantee', { checks: [check('pass'), check('invalid')] }, ['invalid', 'no-evidence']],
]

describe('the verdict', () => {
  test('is pass when nothing speaks against it', () => {
    expect(decideVerdict(sound)).toEqual({ verdict: 'pass', cause: null, problems: [] })
    expect(decideVerdict({ ...sound, health: null, budgets: [], checks: [] }).verdict).toBe('pass')
  })

  test.each(ladder)('of %s alone', (_, evidence, [verdict, cause]) => {
    expect(decideVerdict({ ...sound, ...evidence })).toMatchObject({ verdict, cause })
  })

  const pairs = ladder.flatMap(([strong, first, decision], index) =>
    ladder
      .slice(index + 1)
      .map(([weak, second]) => [strong, weak, { ...sound, ...second, ...first }, decision] as const),
  )
  test.each(pairs)('of %s stands beside %s', (_, __, evidence, [verdict, cause]) => {
    expect(decideVerdict(evidence)).toMatchObject({ verdict, cause })
  })
})

describe('the problems of a verdict', () => {
  test('say what went wrong with the run, also beside a violated guarantee', () => {
    const errors = ['the run took longer than its time limit of 5 s']
    expect(decideVerdict({ ...sound, errors }).problems).toEqual(errors)
    expect(decideVerdict({ ...sound, errors, checks: [check('fail')] }).problems).toEqual(errors)
  })

  test.each<[Partial<Evidence>, string]>([
    [{ finished: 0 }, 'the load completed nothing'],
    [{ health: health(true) }, 'the load generator was the bottleneck: lower the rate'],
    [{ unsteady: ['response times rose'] }, 'response times rose'],
    [{ overflows: ['more came than there was room for'] }, 'more came than there was room for'],
    [
      { budgets: [budget('invalid')], checks: [check('pass'), check('invalid')] },
      '2 of 3 limits and guarantees could not be judged',
    ],
  ])('%#', (evidence, problem) => {
    expect(decideVerdict({ ...sound, ...evidence }).problems).toEqual([problem])
  })

  test('are none for a missed budget, which speaks for itself', () => {
    expect(decideVerdict({ ...sound, budgets: [budget('fail')] }).problems).toEqual([])
  })
})
