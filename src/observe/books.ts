import type { HistoryLog } from '../record/history-log.ts'
import type { Ledger } from '../record/ledger.ts'

/** Where observers write: the ledger always, the history where one is kept. */
export interface Books {
  readonly ledger: Ledger
  readonly log: HistoryLog | null
}

/** The one inbox of what has none: a queue that anybody may take from. */
export const theQueue = 'queue'
export const theQueueAlone: readonly string[] = [theQueue]
