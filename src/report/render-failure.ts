import type { BudgetResult, CheckResult, ScenarioMetrics } from '../model/metrics.ts'
import type { Verdict } from '../model/verdict.ts'
import { comparedIn } from './compared-in.ts'
import { formatCount } from './format.ts'
import { judgedRows, type JudgedRow } from './judged-rows.ts'
import { notesOf } from './notes-of.ts'
import { renderBaseline } from './render-baseline.ts'
import { renderCapacity } from './render-capacity.ts'
import { renderComparison } from './render-comparison.ts'
import { renderDifferences } from './render-differences.ts'
import { renderFaults } from './render-faults.ts'
import { renderShrunk } from './render-shrunk.ts'
import { replayCommand } from './replay-command.ts'
import { toldFailures } from './told-failures.ts'

const marks: Record<Verdict, string> = { pass: '✓', fail: '✗', invalid: '?' }

/** The whole text of a run that did not pass: what was promised, what came, and how to have it again. Pure. */
export function renderFailure(metrics: ScenarioMetrics): string {
  const budgets = metrics.budgets ?? []
  const checks = metrics.guarantees?.checks ?? []
  const rows = judgedRows(metrics)
  const width = Math.max(0, ...rows.map(({ name }) => name.length)) + 4
  const lines = rows.flatMap((row) => [
    `  ${marks[row.verdict]} ${row.name.padEnd(width)}${textOf(row)}`,
    ...detailLines(row),
  ])
  const compared = comparedIn(metrics)
  const parts = [
    headline(metrics, budgets, checks),
    metrics.problems.map((problem) => indent(problem)).join('\n'),
    lines.join('\n').trimEnd(),
    noteLines(metrics),
    indent(renderCapacity(metrics)),
    compared === null ? '' : indent(renderComparison(compared)),
    indent(renderDifferences(metrics)),
    indent(renderBaseline(metrics)),
    failureLines(metrics),
    indent(renderFaults(metrics)),
    indent(renderShrunk(metrics)),
    `  Replay: ${replayCommand(metrics)}`,
  ]
  return parts.filter((part) => part !== '').join('\n\n')
}

function textOf({ limit, actual, detail }: JudgedRow): string {
  if (limit === '') return detail
  return `${limit}, ${actual === '' ? 'no sample to judge by' : `was ${actual} (${detail})`}`
}

function headline(
  { name, verdict, cause, comparison }: ScenarioMetrics,
  budgets: readonly BudgetResult[],
  checks: readonly CheckResult[],
): string {
  if (verdict === 'invalid') return `Scenario "${name}" is invalid: ${cause}.`
  const gates = count(comparison?.gates ?? [], 'gate')
  const counts = [count(budgets, 'budget'), count(checks, 'guarantee'), gates].filter((text) => text !== '')
  return `Scenario "${name}" failed${counts.length > 0 ? ` ${counts.join(' and ')}` : ''}.`
}

function count(results: readonly { verdict: Verdict }[], noun: string): string {
  const failed = results.filter(({ verdict }) => verdict === 'fail').length
  return failed === 0 ? '' : `${failed} of ${results.length} ${noun}${results.length === 1 ? '' : 's'}`
}

/** Indented; a drawing stands apart, with an empty line on either side. */
function detailLines({ examples, proof }: JudgedRow): string[] {
  const sentence = proof === null || proof.sentence === '' ? [] : [proof.sentence]
  const lines = [...examples, ...sentence].map((line) => `      ${line}`)
  if (proof === null) return lines
  const drawing =
    proof.drawing === '' ? [] : ['', ...proof.drawing.split('\n').map((line) => `      ${line}`)]
  return [...lines, ...drawing, '']
}

/** Why iterations failed, the five most frequent reasons. */
function failureLines(metrics: ScenarioMetrics): string {
  const lines = toldFailures(metrics, 5).map(
    ({ reason, count, example }) => `    ${formatCount(count)} × ${reason}: ${example}`,
  )
  if (lines.length === 0) return ''
  return ['  Failed iterations, by reason:', ...lines].join('\n')
}

function noteLines(metrics: ScenarioMetrics): string {
  return notesOf(metrics)
    .map((note) => indent(`Note: ${note}`))
    .join('\n')
}

function indent(text: string): string {
  if (text === '') return ''
  return text
    .split('\n')
    .map((line) => `  ${line}`)
    .join('\n')
}
