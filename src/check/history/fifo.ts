import { count, z } from '../../foundation/schema.ts'
import { defineHistoryChecker } from './checker.ts'
import { conflictProof } from './conflict-proof.ts'
import { decideOrder } from './decide-order.ts'
import { findFifoConflict, matchTakers } from './fifo-conflict.ts'
import { serviceRules } from './service-rule.ts'

export const fifo = defineHistoryChecker({
  name: 'fifo',
  reads: 'order',
  summary: 'Some order of the operations within their intervals is that of a first-in first-out queue.',
  optionsSchema: z.strictObject({
    maxStates: count()
      .default(1e6)
      .describe('bound of the search, where one payload was enqueued several times'),
  }),
  check(operations, { maxStates }) {
    return decideOrder(
      operations,
      (history) => {
        const conflict = findFifoConflict(history)
        return conflict === null || conflictProof(history, conflict, matchTakers(history))
      },
      serviceRules.fifo,
      maxStates,
    )
  },
})
