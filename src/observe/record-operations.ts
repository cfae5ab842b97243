import type { Clock } from '../foundation/clock.ts'
import type { MessageQueue } from '../queue/message-queue.ts'
import { HistoryLog } from '../record/history-log.ts'
import { Ledger } from '../record/ledger.ts'
import { observeQueue } from './observe-queue.ts'

/** All that happened on a queue since `recordOperations`. */
export interface OperationRecord {
  readonly ledger: Ledger
  readonly log: HistoryLog
  /** Lets the queue be as it was. */
  readonly end: () => void
}

/** Records every operation on `queue`, whoever calls it. Throws `InputError` where its methods cannot be replaced. */
export function recordOperations(
  queue: MessageQueue,
  clock: Clock,
  maxOperations = 1_000_000,
): OperationRecord {
  const ledger = new Ledger()
  const log = new HistoryLog(clock.now, maxOperations)
  return { ledger, log, end: observeQueue(queue, { ledger, log }) }
}
