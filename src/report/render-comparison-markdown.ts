import type { Comparison } from '../model/comparison.ts'
import { comparisonColumns, namesOfCompared } from './comparison-columns.ts'
import { describeComparison } from './describe-comparison.ts'
import { escapeMarkdown } from './escape-markdown.ts'
import { formatCount } from './format.ts'
import { markdownTable } from './markdown-table.ts'

/** Many variants times many metrics would fill the page of a job. */
const mostRows = 100

/** A comparison as a table in Markdown, for a job's page or a pull request. Pure. */
export function renderComparisonMarkdown(comparison: Comparison): string {
  const titles = comparisonColumns.map(({ title }) => title)
  const rows = comparison.metrics
    .slice(0, mostRows)
    .map((metric) => comparisonColumns.map(({ cell }) => cell(metric)))
  const rest = comparison.metrics.length - rows.length
  const parts = [
    `Compared ${escapeMarkdown(describeComparison(comparison))}`,
    markdownTable(titles, rows, namesOfCompared),
    rest > 0 ? `and ${formatCount(rest)} more, in the metrics file.` : '',
  ]
  return parts.filter((part) => part !== '').join('\n\n')
}
