import type { ScenarioMetrics } from '../model/metrics.ts'
import { gateVerdict } from './compose-metrics-file.ts'
import { formatCount, formatMs, formatRate, formatShare } from './format.ts'

interface Column {
  readonly title: string
  readonly cell: (scenario: ScenarioMetrics) => string
}

const columns: readonly Column[] = [
  { title: 'scenario', cell: ({ name }) => shorten(name, 48) },
  { title: 'verdict', cell: verdictCell },
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

/** One line a scenario. Pure; plain text, so that it stays readable in a log. */
export function renderTable(scenarios: readonly ScenarioMetrics[]): string {
  const rows = [
    columns.map(({ title }) => title),
    ...scenarios.map((scenario) => columns.map(({ cell }) => cell(scenario))),
  ]
  const widths = columns.map((_, index) => Math.max(...rows.map((row) => row[index]!.length)))
  return rows
    .map((row) =>
      row
        .map((text, index) => align(text, widths[index]!, index))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}

function verdictCell(scenario: ScenarioMetrics): string {
  const { verdict, cause, expected_verdict } = scenario
  if (expected_verdict === 'fail')
    return gateVerdict(scenario) === 'pass' ? 'fail, as expected' : `${verdict}, not fail`
  return cause === null ? verdict : `${verdict}: ${cause}`
}

/** Names and verdicts to the left, figures to the right. */
function align(text: string, width: number, index: number): string {
  return index < 2 ? text.padEnd(width) : text.padStart(width)
}

function shorten(text: string, length: number): string {
  return text.length <= length ? text : `${text.slice(0, length - 1)}…`
}
