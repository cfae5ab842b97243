import { expect, test } from 'vitest'
import type { BudgetResult, CheckResult } from '../../../src/model/metrics.ts'
import { renderVerdictLine } from '../../../src/report/render-verdict-line.ts'
import { metricsOf } from '../../support/metrics.ts'

const budget: BudgetResult = {
  budget: 'latency.p99',
  comparison: 'at most',
  limit: 20,
  unit: 'ms',
  actual: 12.1,
  samples: 900,
  detail: '900 samples',
  verdict: 'pass',
}
const check: CheckResult = {
  guarantee: 'atLeastOnce',
  verdict: 'pass',
  summary: 'x',
  examples: [],
  proof: null,
}
const guarantees = { ledger: null, history: null, notes: [], checks: [check] }

test('verdict, how much was done, what was judged, what was not kept first', () => {
  const passed = metricsOf({ total_processed: 900, budgets: [budget], guarantees })
  expect(renderVerdictLine(passed)).toBe(
    'pass, 900 done; kept: latency p99 12.1 ms (at most 20 ms), atLeastOnce',
  )
  const failed = metricsOf({
    run: 2,
    verdict: 'fail',
    budgets: [
      { ...budget, verdict: 'fail', actual: 31 },
      { ...budget, budget: 'lateness.max', verdict: 'invalid', actual: null },
    ],
    guarantees,
  })
  expect(renderVerdictLine(failed)).toBe(
    '#2 fail, 0 done; not kept: latency p99 31 ms (at most 20 ms); cannot be told: lateness.max (at most 20 ms, no sample); kept: atLeastOnce',
  )
})

test('without anything judged, the first problem; always one line, and short', () => {
  const broken = metricsOf({ verdict: 'invalid', cause: 'error', problems: ['no\ntarget', 'more'] })
  expect(renderVerdictLine(broken)).toBe('invalid: error, 0 done; no target')
  const many = Array.from({ length: 9 }, () => ({ ...budget, budget: 'x'.repeat(200) }))
  const line = renderVerdictLine(metricsOf({ budgets: many }))
  expect(line).toHaveLength(600)
  expect(renderVerdictLine(metricsOf({ budgets: many.map((each) => ({ ...each, budget: 'y' })) }))).toMatch(
    /, 3 more$/,
  )
})
