import type { MetricsFile, ScenarioMetrics } from '../model/metrics.ts'
import { gateVerdict } from './compose-metrics-file.ts'
import { describeVerdict } from './describe-verdict.ts'
import { escapeMarkdown } from './escape-markdown.ts'
import { formatCount } from './format.ts'
import { markdownTable } from './markdown-table.ts'
import { renderScenarioMarkdown } from './render-scenario-markdown.ts'
import { scenarioColumns } from './scenario-columns.ts'
import { verdictMarks } from './verdict-marks.ts'

const mostRows = 200
const mostProblems = 50

interface Cut {
  /** The whole text is at most this long, in bytes of UTF-8. */
  maxBytes: number
}

/**
 * A run as Markdown for a job's page: the verdict, a line a scenario, what did not pass in full, what passed folded. Where it
 * would be too long, whole parts are left out, the last first, and it says so. Pure.
 */
export function renderMarkdown(file: MetricsFile, { maxBytes }: Cut): string {
  const bad = file.scenarios.filter((scenario) => gateVerdict(scenario) !== 'pass')
  const good = file.scenarios.filter((scenario) => gateVerdict(scenario) === 'pass')
  const parts = [
    headline(file, bad.length),
    problemList(file.problems),
    scenarioTable([...bad, ...good]),
    ...bad.map(renderScenarioMarkdown),
    ...good.map(folded),
  ]
  return fit(
    parts.filter((part) => part !== ''),
    maxBytes,
  )
}

function headline({ verdict, interrupted, scenarios }: MetricsFile, bad: number): string {
  const count = `${formatCount(scenarios.length)} ${scenarios.length === 1 ? 'scenario' : 'scenarios'}`
  const outcome = bad === 0 ? count : `${formatCount(bad)} of ${count} did not pass`
  return `## ${verdictMarks[verdict]} Stress: ${verdict}, ${outcome}${interrupted ? '; the run was interrupted' : ''}`
}

function problemList(problems: readonly string[]): string {
  const items = problems.slice(0, mostProblems).map((problem) => `- Problem: ${escapeMarkdown(problem)}`)
  const rest = problems.length - items.length
  return [...items, ...(rest > 0 ? [`- and ${formatCount(rest)} more, in the metrics file`] : [])].join('\n')
}

function scenarioTable(scenarios: readonly ScenarioMetrics[]): string {
  if (scenarios.length === 0) return ''
  const rows = scenarios
    .slice(0, mostRows)
    .map((scenario) => [
      scenario.name,
      `${verdictMarks[gateVerdict(scenario)]} ${describeVerdict(scenario)}`,
      ...scenarioColumns.map(({ cell }) => cell(scenario)),
    ])
  const table = markdownTable(['scenario', 'verdict', ...scenarioColumns.map(({ title }) => title)], rows, 2)
  const rest = scenarios.length - rows.length
  return rest > 0 ? `${table}\n\nand ${formatCount(rest)} more, in the metrics file.` : table
}

function folded(scenario: ScenarioMetrics): string {
  const summary = `${escapeMarkdown(scenario.name)}: ${escapeMarkdown(describeVerdict(scenario))}`
  return `<details><summary>${summary}</summary>\n\n${renderScenarioMarkdown(scenario)}\n\n</details>`
}

/** As many of the parts as there is room for, and a line about the others. */
function fit(parts: readonly string[], maxBytes: number): string {
  const whole = `${parts.join('\n\n')}\n`
  if (Buffer.byteLength(whole) <= maxBytes) return whole
  const note = (left: number): string =>
    `\n_Cut: ${formatCount(left)} more parts would go beyond what a summary may hold. The metrics file has everything._\n`
  let text = ''
  let taken = 0
  for (const part of parts) {
    const next = `${text}${taken === 0 ? '' : '\n'}${part}\n`
    if (Buffer.byteLength(next) + Buffer.byteLength(note(parts.length)) > maxBytes) break
    text = next
    taken++
  }
  const end = text + note(parts.length - taken)
  // The line alone would say what was cut, but not of what.
  return taken > 0 && Buffer.byteLength(end) <= maxBytes ? end : ''
}
