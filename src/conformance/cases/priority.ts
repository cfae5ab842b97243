import { priority as priorityRule } from '../../check/history/priority.ts'
import type { BehaviorCase } from '../behavior-case.ts'
import { burstAndCrowd } from '../burst-and-crowd.ts'
import { judgeOrder } from '../judge-order.ts'

export const priority: BehaviorCase = {
  name: 'priority',
  summary: 'a message of a higher priority is served first',
  claimed({ priority, capacity }) {
    if (!priority) return 'priority is false'
    return capacity === 1 ? 'of a capacity of 1 no order can be seen' : true
  },
  async run(context) {
    await burstAndCrowd(context, { priorities: 4 })
    judgeOrder(context, priorityRule)
  },
}
