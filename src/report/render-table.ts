import type { ScenarioMetrics } from '../model/metrics.ts'
import { describeVerdict } from './describe-verdict.ts'
import { scenarioColumns } from './scenario-columns.ts'

const columns = [
  { title: 'scenario', cell: ({ name }: ScenarioMetrics) => shorten(name, 48) },
  { title: 'verdict', cell: describeVerdict },
  ...scenarioColumns,
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

/** Names and verdicts to the left, figures to the right. */
function align(text: string, width: number, index: number): string {
  return index < 2 ? text.padEnd(width) : text.padStart(width)
}

function shorten(text: string, length: number): string {
  return text.length <= length ? text : `${text.slice(0, length - 1)}…`
}
