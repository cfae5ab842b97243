import type { ScenarioMetrics } from '../model/metrics.ts'
import { kindOf } from '../record/custom/metric-kinds.ts'
import type { Recording } from '../record/recording.ts'

/** What the workload recorded itself; null for what it did not use. */
export function customSections({
  readings,
  activeMs,
  readingsFromMs,
}: Recording): Pick<ScenarioMetrics, 'metrics' | 'checks' | 'groups'> {
  const seconds = (activeMs - readingsFromMs) / 1000
  return {
    metrics: section(readings.metrics, (summary) => kindOf(summary).result(summary, seconds)),
    checks: section(readings.checks, ({ passed, failed }) => ({
      passed,
      failed,
      rate: passed / (passed + failed),
    })),
    groups: section(readings.groups, ({ series, failed }) => ({
      count: series.count,
      failed,
      latency: series.stats(),
      histogram: series.encode(),
    })),
  }
}

function section<T, R>(entries: ReadonlyMap<string, T>, render: (value: T) => R): Record<string, R> | null {
  if (entries.size === 0) return null
  return Object.fromEntries([...entries].map(([name, value]) => [name, render(value)]))
}
