import type { BudgetResult, CheckResult, ScenarioMetrics } from '../model/metrics.ts'
import type { Verdict } from '../model/verdict.ts'
import { formatBytes, formatCount, formatMs, formatNumber, formatRate, formatShare } from './format.ts'

const marks: Record<Verdict, string> = { pass: '✓', fail: '✗', invalid: '?' }

/** The whole text of a run that did not pass: what was promised, what came, and how to have it again. Pure. */
export function renderFailure(metrics: ScenarioMetrics): string {
  const budgets = metrics.budgets ?? []
  const checks = metrics.guarantees?.checks ?? []
  const rows = [
    ...withoutKeptParts(budgets).map(budgetRow),
    ...checks.map(checkRow),
    ...keptPartsRow(budgets),
  ]
  const width = Math.max(0, ...rows.map(({ name }) => name.length)) + 4
  const order: Record<Verdict, number> = { fail: 0, invalid: 1, pass: 2 }
  const lines = rows
    .sort((a, b) => order[a.verdict] - order[b.verdict])
    .flatMap(({ verdict, name, text, examples, drawing }) => [
      `  ${marks[verdict]} ${name.padEnd(width)}${text}`,
      ...examples.map((example) => `      ${example}`),
      ...drawing,
    ])
  const parts = [
    headline(metrics, budgets, checks),
    metrics.problems.map((problem) => indent(problem)).join('\n'),
    lines.join('\n').trimEnd(),
    noteLines(metrics),
    failureLines(metrics),
    `  Replay: ${replayCommand(metrics)}`,
  ]
  return parts.filter((part) => part !== '').join('\n\n')
}

/** The one command that runs this scenario again, with the same plan and data. */
export function replayCommand({ seed, file, name, run }: ScenarioMetrics): string {
  const testName = run === null ? name : name.replace(/ #\d+$/, '')
  // Vitest 4 joins suites and test by a space, Vitest 5 by ` > `. Anchored: a name may be the start of another, and one
  // that looks like an option or a number would not be taken as a pattern.
  const parts = testName.split(' > ').map((part) => part.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&'))
  const pattern = `^${parts.join('( > | )')}$`
  return `VITEST_STRESS_SEED=${seed} npx vitest run ${/^[\w./@+=:-]+$/.test(file) ? file : shellQuote(file)} -t ${shellQuote(pattern)}`
}

function shellQuote(text: string): string {
  return /["$`\\!]/.test(text) ? `'${text.replaceAll("'", "'\\''")}'` : `"${text}"`
}

function headline(
  { name, verdict, cause }: ScenarioMetrics,
  budgets: readonly BudgetResult[],
  checks: readonly CheckResult[],
): string {
  if (verdict === 'invalid') return `Scenario "${name}" is invalid: ${cause}.`
  const counts = [count(budgets, 'budget'), count(checks, 'guarantee')].filter((text) => text !== '')
  return `Scenario "${name}" failed${counts.length > 0 ? ` ${counts.join(' and ')}` : ''}.`
}

function count(results: readonly { verdict: Verdict }[], noun: string): string {
  const failed = results.filter(({ verdict }) => verdict === 'fail').length
  return failed === 0 ? '' : `${failed} of ${results.length} ${noun}${results.length === 1 ? '' : 's'}`
}

interface Row {
  verdict: Verdict
  name: string
  text: string
  examples: readonly string[]
  drawing: readonly string[]
}

function budgetRow({ budget, verdict, comparison, limit, actual, unit, detail }: BudgetResult): Row {
  const was = actual === null ? 'no sample to judge by' : `was ${formatIn(unit, actual)} (${detail})`
  return {
    verdict,
    name: budget.replace(/\.(p[\d.]+)$/, ' $1'),
    text: `${comparison} ${formatIn(unit, limit)}, ${was}`,
    examples: [],
    drawing: [],
  }
}

function checkRow({ guarantee, verdict, summary, examples, proof }: CheckResult): Row {
  if (proof === null) return { verdict, name: guarantee, text: summary, examples, drawing: [] }
  const sentence = summary.includes(proof.sentence) ? [] : [`      ${proof.sentence}`]
  const drawing = proof.drawing === '' ? [] : ['', ...drawn(proof.drawing)]
  return { verdict, name: guarantee, text: summary, examples, drawing: [...sentence, ...drawing, ''] }
}

function drawn(drawing: string): string[] {
  const unit = 'microseconds from the start of the load'
  return [...drawing.split('\n'), unit].map((line) => `      ${line}`)
}

function formatIn(unit: BudgetResult['unit'], value: number): string {
  switch (unit) {
    case 'ms':
      return formatMs(value)
    case 'per second':
      return formatRate(value)
    case 'ratio':
      return formatShare(value)
    case 'bytes':
      return formatBytes(value)
    case 'count':
      return formatCount(value)
    case 'number':
      return formatNumber(value)
  }
}

/** Limits on single agents and types, where kept, are one line together: there may be hundreds. */
function withoutKeptParts(budgets: readonly BudgetResult[]): BudgetResult[] {
  return budgets.filter((result) => !isKeptPart(result))
}

function keptPartsRow(budgets: readonly BudgetResult[]): Row[] {
  const kept = budgets.filter(isKeptPart).length
  if (kept === 0) return []
  const text = `${formatCount(kept)} ${kept === 1 ? 'limit' : 'limits'} kept`
  return [{ verdict: 'pass', name: 'agents, types', text, examples: [], drawing: [] }]
}

function isKeptPart({ budget, verdict }: BudgetResult): boolean {
  return verdict === 'pass' && /^(agents|messageTypes)\./.test(budget)
}

/** Why iterations failed, the five most frequent reasons. */
function failureLines({ failures }: ScenarioMetrics): string {
  if (!failures || failures.length === 0) return ''
  const lines = failures
    .slice(0, 5)
    .map(({ reason, count, example }) => `    ${formatCount(count)} × ${reason}: ${example.split('\n')[0]}`)
  return ['  Failed iterations, by reason:', ...lines].join('\n')
}

/** What a person should know of how guarantees were judged. */
function noteLines({ guarantees }: ScenarioMetrics): string {
  return (guarantees?.notes ?? []).map((note) => indent(`Note: ${note}`)).join('\n')
}

function indent(text: string): string {
  return text
    .split('\n')
    .map((line) => `  ${line}`)
    .join('\n')
}
