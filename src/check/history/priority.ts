import { defineHistoryChecker } from './checker.ts'
import { decideOrder } from './decide-order.ts'
import { judgePriority, priorityOptions } from './judge-priority.ts'
import type { QueueHistory } from './queue-history.ts'
import { serviceRules } from './service-rule.ts'

export const priority = defineHistoryChecker({
  name: 'priority',
  reads: 'order',
  summary:
    'Some order of the operations always serves a message of the highest priority present; equals in any order.',
  optionsSchema: priorityOptions,
  check(operations, { maxStates }) {
    const judge = (history: QueueHistory) => judgePriority(history, false, maxStates)
    return decideOrder(operations, judge, serviceRules.priority, maxStates)
  },
})
