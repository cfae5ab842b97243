import type { HistoryReport } from '../../src/check/history/checker.ts'
import type { CheckerName } from '../unit/check/history/law.ts'
import { changing, dropping, isTaker, reading, type WrongChecker } from './wrong-order-checkers.ts'

/** The mistake is in what one checker reports. */
function reporting(
  name: string,
  checker: CheckerName,
  rewrite: (report: HistoryReport) => Record<string, unknown>,
): WrongChecker {
  return {
    name,
    mutate: (check) => (asked, history, options) => {
      const report = check(asked, history, options)
      return asked === checker ? { ...report, ...rewrite(report) } : report
    },
  }
}

/** The mistake is in the accounting only, however the other checkers read the history. */
function inTotals({ name, mutate }: WrongChecker): WrongChecker {
  return {
    name,
    mutate: (check) => (checker, history, options) => {
      return (checker === 'total-queue' ? mutate(check) : check)(checker, history, options)
    },
  }
}

const listOf = (report: HistoryReport, field: string) => report[field] as unknown[]

export const wrongAccountingCheckers: WrongChecker[] = [
  inTotals(dropping('does not know unknown drains', ({ f, outcome }) => f === 'drain' && outcome === 'info')),
  inTotals(dropping('does not let unknown dequeues excuse a loss', isTaker)),
  inTotals(dropping('forgets failed enqueues', ({ f, outcome }) => f === 'enqueue' && outcome === 'fail')),
  inTotals(
    dropping('does not count what a drain delivered', ({ f, outcome }) => f === 'drain' && outcome === 'ok'),
  ),
  inTotals(
    changing('counts an attempt as acknowledged', ({ f, outcome }) =>
      f === 'enqueue' && outcome === 'info' ? { outcome: 'ok' } : {},
    ),
  ),
  inTotals(
    changing('counts the empty answer as a message', ({ f, outcome, output }) =>
      f === 'dequeue' && outcome === 'ok' && output === null ? { output: 'empty' } : {},
    ),
  ),
  reading('takes numbers for their text', (history) =>
    history.map((operation) => {
      const asText = (value: unknown) => (typeof value === 'number' ? String(value) : value)
      return { ...operation, input: asText(operation.input), output: asText(operation.output) }
    }),
  ),
  {
    name: 'always takes the queue for drained',
    mutate: (check) => (checker, history, options) => {
      return check(checker, history, checker === 'total-queue' ? { ...options, drained: true } : options)
    },
  },
  {
    name: 'always judges exactly once',
    mutate: (check) => (checker, history, options) => {
      return check(
        checker,
        history,
        checker === 'total-queue' ? { ...options, guarantee: 'exactlyOnce' } : options,
      )
    },
  },
  reporting('tolerates duplicates', 'total-queue', (report) => {
    const valid = report.valid as Record<string, unknown>
    return valid['atMostOnce'] === false ? { valid: { ...valid, atMostOnce: true }, verdict: 'pass' } : {}
  }),
  reporting('takes a phantom for recovered', 'total-queue', (report) => ({
    recovered: [...listOf(report, 'recovered'), ...listOf(report, 'phantom')],
    phantom: [],
  })),
  reporting('is sure of every loss', 'total-queue', (report) => ({
    definitelyLostAtLeast: listOf(report, 'lost').length,
  })),
  reporting('is sure of no loss', 'total-queue', () => ({ definitelyLostAtLeast: 0 })),
  reporting('lists each id once', 'total-queue', (report) => ({
    duplicatedPerAttempt: [...new Set(listOf(report, 'duplicatedPerAttempt'))],
  })),
  reporting('sorts numbers as text', 'total-queue', (report) => ({
    unexpected: listOf(report, 'unexpected').map(String).sort(),
  })),
  reporting('calls the second delivery of a second attempt a duplicate', 'total-queue', (report) => ({
    duplicatedPerAttempt: report['duplicatedPerMessage'],
  })),
  reporting('counts the extra copies only', 'unique-ids', (report) => ({
    duplicated: Object.fromEntries(
      Object.entries(report['duplicated'] as Record<string, number>).map(([id, times]) => [id, times - 1]),
    ),
  })),
]
