import type { ScenarioMetrics } from '../model/metrics.ts'
import { formatCount, formatMs, formatRate, formatShare } from './format.ts'

interface Column {
  readonly title: string
  readonly cell: (scenario: ScenarioMetrics) => string
}

/** The figures of a scenario that stand in every table of scenarios, beside its name and verdict. */
export const scenarioColumns: readonly Column[] = [
  { title: 'done', cell: ({ total_processed }) => formatCount(total_processed) },
  { title: 'success', cell: ({ success_rate }) => formatShare(success_rate) },
  {
    title: 'missed',
    cell: ({ dropped_iterations, unfinished_iterations }) =>
      formatCount(dropped_iterations + unfinished_iterations),
  },
  { title: 'throughput', cell: ({ throughput }) => formatRate(throughput) },
  { title: 'p50', cell: ({ latency_stats }) => formatMs(latency_stats.p50_ms) },
  { title: 'p95', cell: ({ latency_stats }) => formatMs(latency_stats.p95_ms) },
  { title: 'p99', cell: ({ latency_stats }) => formatMs(latency_stats.p99_ms) },
  { title: 'max', cell: ({ latency_stats }) => formatMs(latency_stats.max_ms) },
]
