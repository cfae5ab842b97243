import type { ComparedMetric, Comparison } from '../model/comparison.ts'
import { comparisonColumns, namesOfCompared } from './comparison-columns.ts'
import { describeComparison } from './describe-comparison.ts'
import { oneLine } from './one-line.ts'
import { shorten } from './shorten.ts'
import { terminalColumns } from './terminal-columns.ts'

/** Names may be of any length; of a longer one the end is shown. */
const mostColumns = 40

/** A comparison as a small table for a terminal, a line for each metric of each variant. Pure; plain text. */
export function renderComparison(comparison: Comparison): string {
  const rows = [comparisonColumns.map(({ title }) => title), ...comparison.metrics.map(cellsOf)]
  const widths = comparisonColumns.map((_, at) => Math.max(...rows.map((row) => terminalColumns(row[at]!))))
  const lines = rows.map((row) => `  ${row.map((text, at) => align(text, widths[at]!, at)).join('  ')}`)
  return [`Compared ${describeComparison(comparison)}`, ...lines.map((line) => line.trimEnd())].join('\n')
}

function cellsOf(metric: ComparedMetric): string[] {
  return comparisonColumns.map(({ cell }, at) => {
    const text = oneLine(cell(metric))
    return at < namesOfCompared ? shorten(text, mostColumns) : text
  })
}

/** By what a terminal makes of it: some characters are two columns wide. */
function align(text: string, width: number, at: number): string {
  const room = ' '.repeat(width - terminalColumns(text))
  return at < namesOfCompared || at === comparisonColumns.length - 1 ? text + room : room + text
}
