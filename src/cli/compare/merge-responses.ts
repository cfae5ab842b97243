import type { SeriesStats } from '../../model/metrics.ts'
import { LatencySeries } from '../../record/latency-series.ts'
import type { StoredRun } from './stored-run.ts'

/** Response times of several runs as of one; histograms add up exactly. One that cannot be read is told. */
export function mergeResponses(runs: readonly StoredRun[]): {
  stats: SeriesStats | null
  problems: string[]
} {
  const merged = new LatencySeries()
  const problems: string[] = []
  for (const { path, latency, histograms } of runs) {
    if (!latency?.response || !histograms?.response) continue
    try {
      merged.add(LatencySeries.decode(histograms.response, latency.response))
    } catch {
      problems.push(`its histogram in ${path} is damaged`)
    }
  }
  return { stats: merged.stats(), problems }
}
