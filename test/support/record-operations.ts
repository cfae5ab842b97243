import type { Clock } from '../../src/foundation/clock.ts'
import type { MessageQueue } from '../../src/queue/message-queue.ts'
import { HistoryLog } from '../../src/record/history-log.ts'
import { Ledger } from '../../src/record/ledger.ts'
import { observeQueue } from '../../src/observe/observe-queue.ts'

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
