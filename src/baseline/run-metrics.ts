import type { SeriesStats } from '../model/metrics.ts'

/** What of a run's metrics it is compared by. */
export interface MeasuredRun {
  throughput: number | null
  latency: { response: Pick<SeriesStats, 'p50_ms' | 'p95_ms' | 'p99_ms'> | null } | null
}

export interface RunMetric {
  /** As budgets name it. */
  name: string
  unit: string
  direction: 'lower is better' | 'higher is better'
  /** Values are known to no less than this. */
  resolution: number
  valueOf: (run: MeasuredRun) => number | null
}

const latency = (name: string, of: 'p50_ms' | 'p95_ms' | 'p99_ms'): RunMetric => ({
  name,
  unit: 'ms',
  direction: 'lower is better',
  resolution: 0.001,
  valueOf: (run) => run.latency?.response?.[of] ?? null,
})

/** What runs are compared by; each run is one value of each. */
export const runMetrics: readonly RunMetric[] = [
  {
    name: 'throughput',
    unit: 'per second',
    direction: 'higher is better',
    resolution: 0,
    valueOf: ({ throughput }) => throughput,
  },
  latency('latency.p50', 'p50_ms'),
  latency('latency.p95', 'p95_ms'),
  latency('latency.p99', 'p99_ms'),
]
