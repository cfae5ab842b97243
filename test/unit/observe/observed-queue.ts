import { recordOperations } from '../../support/record-operations.ts'
import { accountDeliveries } from '../../../src/check/delivery-account.ts'
import { VirtualClock } from '../../../src/foundation/virtual-clock.ts'
import type { MessageQueue } from '../../../src/queue/message-queue.ts'
import type { HistoryLog } from '../../../src/record/history-log.ts'

/** Operations as text, in the order in which they began: `enqueue p:0 ok`. */
export function rowsOf(log: HistoryLog): string[] {
  return log.operations().map(({ kind, message, outcome }) => {
    const name = message === null ? '?' : `${message.producer}:${message.sequence}`
    return `${kind} ${name} ${outcome}`
  })
}

/** Observes `queue`; what was seen so far, and the counts that are not 0. */
export function observed(queue: MessageQueue) {
  const record = recordOperations(queue, new VirtualClock())
  return {
    ...record,
    rows: () => rowsOf(record.log),
    counts: () => {
      const { summary } = accountDeliveries(record.ledger, true, 'observed')
      return Object.fromEntries(Object.entries(summary).filter(([, count]) => count > 0))
    },
  }
}
