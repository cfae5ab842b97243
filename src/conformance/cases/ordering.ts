import { fifo } from '../../check/history/fifo.ts'
import { perKeyOrder } from '../../check/history/per-key-order.ts'
import { stablePriority } from '../../check/history/stable-priority.ts'
import type { BehaviorCase } from '../behavior-case.ts'
import { burstAndCrowd } from '../burst-and-crowd.ts'
import { judgeOrder } from '../judge-order.ts'

export const ordering: BehaviorCase = {
  name: 'ordering',
  summary: 'messages come out in the order that `ordering` names',
  claimed({ ordering, capacity }) {
    if (ordering === 'none') return 'ordering is none'
    return capacity === 1 ? 'of a capacity of 1 no order can be seen' : true
  },
  async run(context) {
    const { ordering, priority } = context.capabilities
    if (ordering === 'per-key') {
      await burstAndCrowd(context, { keys: 4 })
      judgeOrder(context, perKeyOrder)
    } else if (ordering === 'fifo-per-priority' && priority) {
      await burstAndCrowd(context, { priorities: 3 })
      judgeOrder(context, stablePriority)
    } else {
      // With `fifo` alone, priorities must not matter; where both are claimed, equal ones must be in order.
      await burstAndCrowd(context, { priorities: ordering === 'fifo' && !priority ? 3 : 1 })
      judgeOrder(context, fifo)
    }
  },
}
