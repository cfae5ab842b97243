import { expect, test } from 'vitest'
import type { ScenarioMetrics } from '../../../src/model/metrics.ts'
import { renderFailure } from '../../../src/report/render-failure.ts'
import { renderScenarioMarkdown } from '../../../src/report/render-scenario-markdown.ts'
import { metricsOf } from '../../support/metrics.ts'

type Plan = NonNullable<ScenarioMetrics['plan']>

const planOf = (warmup_ms: number, warmup_found: Plan['warmup_found']): Plan => ({
  executor: 'constant-arrival-rate',
  model: 'open',
  planned_iterations: 100,
  planned_ms: 30_000,
  warmup_ms,
  warmup_found,
  drain_ms: 0,
  iteration_timeout_ms: 0,
  agents: 0,
  options: {},
})
const note = "Note: the first 3.0 s were slower, and left out, but for what failed (warmupMs: 'auto')"

test('a warm-up that was found is told in the failure and in the summary', () => {
  const metrics = metricsOf({ verdict: 'fail', plan: planOf(3_000, 'auto') })
  expect(renderFailure(metrics)).toContain(`\n\n  ${note}\n\n`)
  expect(renderScenarioMarkdown(metrics)).toContain('\n- Note: the first 3.0 s were slower, and left out')
})

test.each([
  ['was given', planOf(3_000, 'given')],
  ['was not there', planOf(0, 'auto')],
])('one that %s is not', (_, plan) => {
  const metrics = metricsOf({ verdict: 'fail', plan })
  expect(renderFailure(metrics)).not.toContain('Note')
  expect(renderScenarioMarkdown(metrics)).not.toContain('Note')
})
