import type { EnvironmentMetrics, MergedReport, MetricsFile, ScenarioMetrics } from '../model/metrics.ts'
import { schemaVersion } from '../model/schema-version.ts'
import { worstVerdict } from '../model/verdict.ts'
import { LatencySeries } from '../record/latency-series.ts'

export interface FileParts {
  scenarios: readonly ScenarioMetrics[]
  environment: EnvironmentMetrics
  /** The runs of other machines that these scenarios are from, if they are. */
  mergedFrom?: readonly MergedReport[] | null
  interrupted: boolean
  /** What went wrong beside the scenarios; any makes the run `invalid`, if it did not fail anyway. */
  problems: readonly string[]
  generatedAt: Date
}

/** One file from the scenarios of a run: counts added, percentiles from merged histograms. Pure. */
export function composeMetricsFile({
  scenarios,
  environment,
  mergedFrom = null,
  interrupted,
  problems,
  generatedAt,
}: FileParts): MetricsFile {
  const sum = (of: (scenario: ScenarioMetrics) => number): number =>
    scenarios.reduce((total, each) => total + of(each), 0)
  const total = sum((scenario) => scenario.total_processed)
  const succeeded = sum((scenario) => scenario.success_count)
  const duration = sum((scenario) => scenario.duration)
  const response = mergeSeries(scenarios, 'response')
  return {
    schema_version: schemaVersion,
    generated_at: generatedAt.toISOString(),
    environment: mergedFrom?.[0]?.environment ?? environment,
    merged_from: mergedFrom && [...mergedFrom],
    verdict: worstVerdict([
      interrupted || problems.length > 0 ? 'invalid' : 'pass',
      ...scenarios.map(gateVerdict),
    ]),
    interrupted,
    problems: [...problems],
    total_processed: total,
    success_count: succeeded,
    failure_count: total - succeeded,
    success_rate: total === 0 ? null : succeeded / total,
    duration,
    throughput: duration > 0 ? succeeded / duration : null,
    by_message_type: addCounts(scenarios.map((scenario) => scenario.by_message_type)),
    by_agent: addCounts(scenarios.map((scenario) => scenario.by_agent)),
    latency_stats: response.flatStats(),
    histograms:
      response.count === 0
        ? null
        : {
            response: response.encode(),
            service: mergeSeries(scenarios, 'service').encode(),
            lateness: mergeSeries(scenarios, 'lateness').encode(),
          },
    scenarios: [...scenarios],
  }
}

/** What a scenario means for the gate: a `.fails` test is meant to fail, and passes by it. */
export function gateVerdict({ verdict, expected_verdict }: ScenarioMetrics): 'pass' | 'fail' | 'invalid' {
  if (expected_verdict === 'pass' || verdict === 'invalid') return verdict
  return verdict === 'fail' ? 'pass' : 'fail'
}

function mergeSeries(
  scenarios: readonly ScenarioMetrics[],
  name: 'response' | 'service' | 'lateness',
): LatencySeries {
  const merged = new LatencySeries()
  for (const { latency, histograms } of scenarios) {
    const text = histograms?.[name]
    const exact = latency?.[name]
    if (text && exact) merged.add(LatencySeries.decode(text, exact))
  }
  return merged
}

function addCounts(records: readonly (Record<string, number> | null)[]): Record<string, number> | null {
  // A map: a type may be called `constructor`.
  const sums = new Map<string, number>()
  for (const record of records) {
    for (const [name, count] of Object.entries(record ?? {})) sums.set(name, (sums.get(name) ?? 0) + count)
  }
  return records.every((record) => record === null) ? null : Object.fromEntries(sums)
}
