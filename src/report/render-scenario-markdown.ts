import type { ScenarioMetrics } from '../model/metrics.ts'
import { capacityColumns } from './capacity-columns.ts'
import { codeBlock } from './code-block.ts'
import { comparedIn } from './compared-in.ts'
import { gateVerdict } from './compose-metrics-file.ts'
import { describeBaseline } from './describe-baseline.ts'
import { describeCapacity } from './describe-capacity.ts'
import { describeIsolation } from './describe-isolation.ts'
import { describeRecovery } from './describe-recovery.ts'
import { describeVerdict } from './describe-verdict.ts'
import { escapeMarkdown } from './escape-markdown.ts'
import { formatCount } from './format.ts'
import { judgedRows, type JudgedRow } from './judged-rows.ts'
import { markdownTable } from './markdown-table.ts'
import { notesOf } from './notes-of.ts'
import { renderComparisonMarkdown } from './render-comparison-markdown.ts'
import { renderDifferences } from './render-differences.ts'
import { replayCommand } from './replay-command.ts'
import { toldFailures } from './told-failures.ts'
import { verdictMarks } from './verdict-marks.ts'

/** A scenario may have hundreds of limits on single agents, and of problems. */
const mostRows = 50
const mostReasons = 5

/** What a person wants to know of one scenario: what it was judged by, what was wrong, how to have it again. Pure. */
export function renderScenarioMarkdown(metrics: ScenarioMetrics): string {
  const { name, file, project, seed, problems } = metrics
  const rows = judgedRows(metrics)
  const mark = verdictMarks[gateVerdict(metrics)]
  const differences = renderDifferences(metrics)
  const compared = comparedIn(metrics)
  const place = [
    `In ${escapeMarkdown(file)}`,
    project === null ? '' : `project ${escapeMarkdown(project)}`,
    `seed ${seed}`,
  ]
  return [
    `### ${mark} ${escapeMarkdown(name)}: ${escapeMarkdown(describeVerdict(metrics))}`,
    `${place.filter((part) => part !== '').join(', ')}.`,
    list(problems.map((problem) => `Problem: ${problem}`)),
    resultTable(rows),
    curveTable(metrics),
    compared === null ? '' : renderComparisonMarkdown(compared),
    differences === '' ? '' : codeBlock(differences),
    baselineTable(metrics),
    ...rows.slice(0, mostRows).map(evidence),
    list(notesOf(metrics).map((note) => `Note: ${note}`)),
    metrics.isolation === null ? '' : `Isolation: ${escapeMarkdown(describeIsolation(metrics.isolation))}.`,
    escapeMarkdown(describeRecovery(metrics)),
    failures(metrics),
    gateVerdict(metrics) === 'pass' ? '' : `Replay:\n\n${codeBlock(replayCommand(metrics), 'sh')}`,
  ]
    .filter((part) => part !== '')
    .join('\n\n')
}

function baselineTable({ baseline }: ScenarioMetrics): string {
  if (baseline === null) return ''
  const said = `Baseline: ${escapeMarkdown(describeBaseline(baseline))}`
  return baseline.comparison === null ? said : `${said}\n\n${renderComparisonMarkdown(baseline.comparison)}`
}

function curveTable({ capacity }: ScenarioMetrics): string {
  if (capacity === null) return ''
  const rows = capacity.curve.map((probe) => capacityColumns.map(({ cell }) => cell(probe)))
  const table = markdownTable(
    capacityColumns.map(({ title }) => title),
    rows,
  )
  return `Capacity: ${escapeMarkdown(describeCapacity(capacity))}\n\n${table}`
}

function resultTable(rows: readonly JudgedRow[]): string {
  if (rows.length === 0) return ''
  const cells = rows
    .slice(0, mostRows)
    .map(({ verdict, name, limit, actual, detail }) => [
      `${verdictMarks[verdict]} ${verdict}`,
      name,
      limit,
      limit !== '' && actual === '' ? 'no sample' : actual,
      detail,
    ])
  return withRest(markdownTable(['', 'judged', 'limit', 'actual', 'detail'], cells), rows.length)
}

/** What shows a violation. */
function evidence({ name, verdict, examples, proof }: JudgedRow): string {
  if (verdict === 'pass') return ''
  const lines = [...examples, proof?.sentence ?? '', proof?.drawing ?? ''].filter((line) => line !== '')
  return lines.length === 0 ? '' : `${escapeMarkdown(name)}:\n\n${codeBlock(lines.join('\n'))}`
}

function failures(metrics: ScenarioMetrics): string {
  const rows = toldFailures(metrics, mostReasons).map(({ reason, count, example }) => [
    reason,
    formatCount(count),
    example,
  ])
  if (rows.length === 0) return ''
  return markdownTable(['failed iterations', 'count', 'first of them'], rows)
}

function list(texts: readonly string[]): string {
  const items = texts.slice(0, mostRows).map((text) => `- ${escapeMarkdown(text)}`)
  return withRest(items.join('\n'), texts.length)
}

function withRest(text: string, count: number): string {
  return count <= mostRows
    ? text
    : `${text}\n\nand ${formatCount(count - mostRows)} more, in the metrics file.`
}
