import type { GateResult } from '../model/comparison-section.ts'
import type { BudgetResult, CheckResult, ScenarioMetrics } from '../model/metrics.ts'
import type { Verdict } from '../model/verdict.ts'
import { formatBytes, formatCount, formatMs, formatNumber, formatRate, formatShare } from './format.ts'

/** A budget or a guarantee, and what it came to, in words. */
export interface JudgedRow {
  readonly verdict: Verdict
  readonly name: string
  /** `at most 20 ms`; empty for a guarantee, whose name says what was asked for. */
  readonly limit: string
  /** `12.1 ms`; empty without a sample, and for a guarantee. */
  readonly actual: string
  readonly detail: string
  readonly examples: readonly string[]
  /** Why a violation is one; either text may be empty. */
  readonly proof: { readonly sentence: string; readonly drawing: string } | null
}

const order: Record<Verdict, number> = { fail: 0, invalid: 1, pass: 2 }

/** What a scenario was judged by, the failed first. Pure. */
export function judgedRows(metrics: ScenarioMetrics): JudgedRow[] {
  const budgets = metrics.budgets ?? []
  const rows = [
    ...budgets.filter((result) => !isKeptPart(result)).map(budgetRow),
    ...(metrics.guarantees?.checks ?? []).map(checkRow),
    ...keptPartsRow(budgets),
    ...(metrics.comparison?.gates ?? []).map(gateRow),
  ]
  return rows.sort((a, b) => order[a.verdict] - order[b.verdict])
}

function budgetRow({ budget, verdict, comparison, limit, actual, unit, detail }: BudgetResult): JudgedRow {
  return {
    verdict,
    name: budget.replace(/\.(p[\d.]+)$/, ' $1'),
    limit: `${comparison} ${formatIn(unit, limit)}`,
    actual: actual === null ? '' : formatIn(unit, actual),
    detail,
    examples: [],
    proof: null,
  }
}

function checkRow({ guarantee, verdict, summary, examples, proof }: CheckResult): JudgedRow {
  const row = { verdict, name: guarantee, limit: '', actual: '', detail: summary, examples }
  if (proof === null) return { ...row, proof }
  const sentence = summary.includes(proof.sentence) ? '' : proof.sentence
  const unit = 'microseconds from the start of the load'
  const drawing = proof.drawing === '' ? '' : `${proof.drawing}\n${unit}`
  return { ...row, proof: { sentence, drawing } }
}

/** The figures stand in the table of the comparison. */
function gateRow({ metric, variant, gate, verdict, detail }: GateResult): JudgedRow {
  const name = `${metric.replace(/\.(p[\d.]+)$/, ' $1')} of ${variant}`
  return { verdict, name, limit: '', actual: '', detail: `${gate}: ${detail}`, examples: [], proof: null }
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

/** What may have hundreds of limits, one for each name, and what it is called in a report. */
const parts = { agents: 'agents', messageTypes: 'types', tags: 'tags', checks: 'checks' } as const

/** Limits on single agents, types and the like, where kept, are one line together. */
function keptPartsRow(budgets: readonly BudgetResult[]): JudgedRow[] {
  const kept = budgets.filter(isKeptPart)
  if (kept.length === 0) return []
  const name = [...new Set(kept.map(partOf))].join(', ')
  const detail = `${formatCount(kept.length)} ${kept.length === 1 ? 'limit' : 'limits'} kept`
  return [{ verdict: 'pass', name, limit: '', actual: '', detail, examples: [], proof: null }]
}

function isKeptPart(result: BudgetResult): boolean {
  return result.verdict === 'pass' && partOf(result) !== null
}

function partOf({ budget }: BudgetResult): string | null {
  const [kind = ''] = budget.split('.', 1)
  return Object.hasOwn(parts, kind) ? parts[kind as keyof typeof parts] : null
}
