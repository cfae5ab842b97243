import type { Evidence } from './evidence.ts'
import type { Finding } from './guarantee.ts'
import type { HistoryChecker, HistoryReport, Proof } from './history/checker.ts'
import { renderValue } from '../foundation/problem.ts'
import { hasClaims, viewFor, type InboxHistory } from './history-views.ts'
import { readReport, type ReadReport } from './read-report.ts'

export interface Rule {
  checker: HistoryChecker
  /** Have gone through the checker's schema. */
  options: unknown
  /** Why it would say nothing that these operations keep the rule; null where it says something. */
  vacuous?: (parts: readonly InboxHistory[]) => string | null
  /** What a violation is called, beside its proof. */
  failure?: (report: HistoryReport) => string
  /** What a pass says beside how much was judged. */
  note?: (reports: readonly HistoryReport[]) => string
}

const thousands = new Intl.NumberFormat('en-US')

/** Judges the recorded operations of each inbox by one rule. What was not recorded is never a pass. */
export function judgeHistory(
  evidence: Evidence,
  { checker, options, vacuous, failure, note }: Rule,
): Finding {
  const { history } = evidence
  if (history === null) {
    const summary =
      'no history was recorded; set `history: true`, or name the guarantee in the options of the scenario'
    return { verdict: 'invalid', summary, examples: [], vacuous: summary }
  }
  const parts = viewFor(checker, evidence)
  const raw = parts.map(({ operations }) => checker.check(operations, options))
  const reports = raw.map(readReport)
  const failed = reports.findIndex(({ verdict }) => verdict === 'fail')
  const scope = scopeOf(parts, reports)
  if (failed >= 0 && isExcused(checker, options, evidence)) {
    const why =
      'the queue counts deliveries that nobody saw (deliveryCount), with which the rule might have been kept'
    return {
      verdict: 'invalid',
      summary: `${why}: ${reports[failed]!.proof?.sentence ?? 'violated'}`,
      examples: [],
    }
  }
  if (failed >= 0) {
    const { proof } = reports[failed]!
    const { inbox } = parts[failed]!
    const where = inbox === null || parts.length === 1 ? '' : ` (inbox of ${inbox})`
    const name = failure ? `${failure(raw[failed]!)}: ` : ''
    const summary = `${name}${proof?.sentence ?? 'violated'}${where}`
    return { verdict: 'fail', summary, examples: proof ? proof.messages.map(showMessage) : [], proof }
  }
  if (history.missed > 0) {
    const summary = `${thousands.format(history.missed)} operations found no room in the history; set \`history: { maxOperations }\``
    return { verdict: 'invalid', summary, examples: [] }
  }
  if (reports.some(({ verdict }) => verdict === 'invalid')) {
    return { verdict: 'invalid', summary: `could not be decided (${scope})`, examples: [] }
  }
  const detail = note?.(raw) ?? ''
  return {
    verdict: 'pass',
    summary: `${scope}${detail === '' ? '' : `, ${detail}`}`,
    examples: [],
    vacuous: vacuous?.(parts) ?? null,
  }
}

/** What only the queue itself says neither proves a violation wrong nor lets it stand. */
function isExcused(checker: HistoryChecker, options: unknown, evidence: Evidence): boolean {
  if (evidence.history === null || !hasClaims(evidence.history)) return false
  return viewFor(checker, evidence, true).every(({ operations }) => {
    return readReport(checker.check(operations, options)).verdict !== 'fail'
  })
}

function scopeOf(parts: readonly InboxHistory[], reports: readonly ReadReport[]): string {
  const operations = parts.reduce((sum, part) => sum + part.operations.length, 0)
  const where = reports.length > 1 ? ` on ${thousands.format(reports.length)} inboxes` : ''
  return `${thousands.format(operations)} operations${where}`
}

/** `"a:1" went in 2 to 5, came out 7 to 8`, in microseconds. */
function showMessage({ value, enqueue, dequeue }: Proof['messages'][number]): string {
  const parts = [
    ...(enqueue ? [`went in ${span(enqueue)}`] : []),
    ...(dequeue ? [`came out ${span(dequeue)}`] : []),
  ]
  return `${renderValue(value)} ${parts.join(', ')}`
}

function span([from, to]: [number, number]): string {
  if (to === Infinity) return `from ${from} on`
  return from === to ? `at ${from}` : `${from} to ${to}`
}
