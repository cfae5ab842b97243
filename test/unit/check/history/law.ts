import type { HistoryReport } from '../../../../src/check/history/checker.ts'
import type { Operation } from '../../../../src/model/history.ts'

export type CheckerName = 'queue' | 'total-queue' | 'unique-ids' | 'fifo' | 'priority' | 'stable-priority'

/** What a checker must say about one small history. */
export interface Law {
  checker: CheckerName
  name: string
  /** In the notation of `historyOf`. */
  history: string
  options?: Record<string, unknown> | undefined
  expected: Record<string, unknown>
  /** The proof, word for word. */
  sentence?: string | undefined
}

/** Any of the checkers, by name, with options as the user gives them. */
export type CheckByName = (
  name: CheckerName,
  operations: readonly Operation[],
  options: Record<string, unknown>,
) => HistoryReport
