import type { ScenarioMetrics } from '../model/metrics.ts'
import type { RunFigures } from './compare-figures.ts'
import { runMetrics } from './run-metrics.ts'

export function figuresOf(run: Pick<ScenarioMetrics, 'throughput' | 'latency'>): RunFigures {
  return Object.fromEntries(runMetrics.map(({ name, valueOf }) => [name, valueOf(run)]))
}
