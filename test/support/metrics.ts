import type { EnvironmentMetrics, ScenarioMetrics } from '../../src/model/metrics.ts'
import type { LatencySeries } from '../../src/record/latency-series.ts'
import { invalidMetrics } from '../../src/run/invalid-metrics.ts'
import { identity } from './virtual-run.ts'

export const environment: EnvironmentMetrics = {
  node: 'v20.20.2',
  vitest: '4.1.12',
  vitest_stress: '0.1.0',
  cpu: 'a processor',
  cores: 2,
  memory_bytes: 1024,
  os: 'Linux',
  commit: null,
  ci: false,
}

/** Metrics of a scenario that passed, with what is given in place of that. */
export function metricsOf(given: Partial<ScenarioMetrics> = {}): ScenarioMetrics {
  return { ...invalidMetrics(identity, []), verdict: 'pass', cause: null, ...given }
}

/** The parts of metrics that come from response times. */
export function withResponses(series: LatencySeries): Partial<ScenarioMetrics> {
  return {
    latency_stats: series.flatStats(),
    latency: { response: series.stats(), service: series.stats(), lateness: null },
    histograms: { response: series.encode(), service: series.encode(), lateness: null },
  }
}
