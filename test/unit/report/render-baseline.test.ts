import { expect, test } from 'vitest'
import { checkBaseline } from '../../../src/baseline/check-baseline.ts'
import type { BaselineSection } from '../../../src/model/baseline.ts'
import { describeBaseline } from '../../../src/report/describe-baseline.ts'
import { renderFailure } from '../../../src/report/render-failure.ts'
import { renderScenarioMarkdown } from '../../../src/report/render-scenario-markdown.ts'
import { baselineNow, baselineRun, tenRuns } from '../../support/baseline.ts'
import { metricsOf } from '../../support/metrics.ts'

const settings = { mode: 'check', margin: 0.2, gated: ['throughput', 'latency.p50'] } as const
const sectionOf = (factor: number): BaselineSection => ({
  mode: 'check',
  file: 'stress/__baselines__/a.json',
  ...checkBaseline(
    { ok: true, baseline: { ...baselineNow, runs: tenRuns } },
    baselineNow,
    baselineRun(factor),
    settings,
  ),
})

test('a line says what a run came to beside its baseline', () => {
  expect(describeBaseline(sectionOf(1))).toBe(
    'beside the baseline of 10 runs: throughput 0 % equivalent, latency.p50 0 % equivalent, latency.p95 0 % equivalent, latency.p99 0 % equivalent',
  )
  const section = { ...sectionOf(1), comparison: null, notes: ['begun anew: x'], runs: 1 }
  const said = (outcome: BaselineSection['outcome']) => describeBaseline({ ...section, outcome })
  expect(said('written')).toBe('baseline written, 1 run in stress/__baselines__/a.json; begun anew: x')
  expect(said('not written')).toContain('the run did not pass')
  expect(said('not checked')).toContain('the run did not pass')
  expect(said('not comparable')).toContain('baseline not comparable')
})

test('the failure and the summary hold the table', () => {
  const baseline = sectionOf(1.5)
  const metrics = metricsOf({ verdict: 'fail', baseline, problems: baseline.problems })
  const row = /latency\.p50 +now +1 +\+50 % .* worse/
  expect(renderFailure(metrics)).toMatch(row)
  expect(renderFailure(metrics)).toContain('latency.p50 is worse than the baseline: +50.0 %')
  expect(renderScenarioMarkdown(metrics)).toContain(
    'Baseline: beside the baseline of 10 runs: throughput -33',
  )
  expect(renderScenarioMarkdown(metrics)).toMatch(/\| latency\.p50 \| now \|/)
  expect(renderFailure(metricsOf({ verdict: 'fail' }))).not.toContain('Compared')
})
