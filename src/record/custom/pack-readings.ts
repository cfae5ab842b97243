import { LatencySeries, type PackedSeries } from '../latency-series.ts'
import type { CheckCounts } from './checks.ts'
import type { MetricSummary } from './custom-metric.ts'
import { Groups } from './groups.ts'
import type { InstrumentReadings } from './instruments.ts'
import { kindOf } from './metric-kinds.ts'
import { Checks } from './checks.ts'

/** What a workload recorded in one worker, to be sent. */
export interface PackedReadings {
  /** Summaries, with a packed series where they have a series. */
  metrics: [string, MetricSummary & { packed: PackedSeries | null }][]
  checks: [string, CheckCounts][]
  groups: [string, { series: PackedSeries; failed: number }][]
  checksOverflowed: boolean
  groupsOverflowed: boolean
}

export function packReadings(readings: InstrumentReadings): PackedReadings {
  return {
    metrics: [...readings.metrics].map(([name, summary]) => {
      const { series, ...rest } = summary as MetricSummary & { series?: LatencySeries }
      return [name, { ...rest, packed: series?.pack() ?? null }]
    }),
    checks: [...readings.checks],
    groups: [...readings.groups].map(([name, { series, failed }]) => [
      name,
      { series: series.pack(), failed },
    ]),
    checksOverflowed: readings.checksOverflowed(),
    groupsOverflowed: readings.groupsOverflowed,
  }
}

/** What all workers recorded, as if it were one. */
export function mergeReadings(all: readonly PackedReadings[]): InstrumentReadings {
  const metrics = new Map<string, MetricSummary>()
  const checks = new Checks()
  const groups = new Groups()
  for (const each of all) {
    for (const [name, { packed, ...rest }] of each.metrics) {
      const summary = (packed ? { ...rest, series: LatencySeries.unpack(packed) } : rest) as MetricSummary
      const before = metrics.get(name)
      metrics.set(name, before ? kindOf(summary).merge(before, summary) : summary)
    }
    for (const [name, { passed, failed }] of each.checks) {
      const counts = checks.at(name)
      if (counts === null) continue
      counts.passed += passed
      counts.failed += failed
    }
    for (const [name, { series, failed }] of each.groups) {
      const times = groups.at(name)
      if (times === null) continue
      times.series.add(LatencySeries.unpack(series))
      times.failed += failed
    }
  }
  const checksOverflowed = checks.overflowed || all.some((each) => each.checksOverflowed)
  return {
    metrics,
    checks: checks.entries,
    groups: groups.take(),
    checksOverflowed: () => checksOverflowed,
    groupsOverflowed: groups.overflowed || all.some((each) => each.groupsOverflowed),
  }
}
