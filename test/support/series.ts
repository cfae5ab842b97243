import { LatencySeries } from '../../src/record/latency-series.ts'

export function seriesOf(durationsMs: readonly number[]): LatencySeries {
  const series = new LatencySeries()
  for (const ms of durationsMs) series.record(ms)
  return series
}
