import { defineHistoryChecker } from './checker.ts'
import { decideOrder } from './decide-order.ts'
import { judgePriority, priorityOptions } from './judge-priority.ts'
import type { QueueHistory } from './queue-history.ts'
import { serviceRules } from './service-rule.ts'

export const stablePriority = defineHistoryChecker({
  name: 'stable-priority',
  reads: 'order',
  summary:
    'Some order of the operations always serves the highest priority present, and equals first in, first out.',
  optionsSchema: priorityOptions,
  check(operations, { maxStates }) {
    const judge = (history: QueueHistory) => judgePriority(history, true, maxStates)
    return decideOrder(operations, judge, serviceRules.stablePriority, maxStates)
  },
})
