import { sizeLimit as sizeLimitRule } from '../../check/history/size-limit.ts'
import type { BehaviorCase } from '../behavior-case.ts'
import { Consumers } from '../consumers.ts'
import { fillQueue, tooLargeToFill } from '../fill-queue.ts'
import { judgeAccounts } from '../judge-accounts.ts'
import { makeMessages } from '../make-messages.ts'
import { produce } from '../produce.ts'

const beyond = 3

export const sizeLimit: BehaviorCase = {
  name: 'size limit',
  summary: '`capacity` messages find room, one more does not, and none vanishes',
  claimed: ({ capacity }) => (capacity === null ? 'capacity is null' : true),
  async run(context) {
    const capacity = context.capabilities.capacity!
    const tooLarge = tooLargeToFill(capacity)
    if (tooLarge !== null) {
      context.undecided.push(tooLarge)
      return
    }
    const { queue, random } = context
    const messages = makeMessages('p1', capacity + beyond, random)
    await context.waitFor(`room for ${capacity} messages`, fillQueue(context, messages))
    for (const message of messages.slice(capacity)) queue.offer(message)
    const consumers = new Consumers(context, 2)
    await consumers.until(capacity)
    const each = Math.ceil(context.options.messages / 3)
    const producers = ['p2', 'p3', 'p4'].map((label) =>
      produce(context, makeMessages(label, each, random.fork(label))),
    )
    const counts = await context.waitFor('three producers', Promise.all(producers))
    await consumers.until(capacity + counts.reduce((sum, count) => sum + count, 0))
    await consumers.end()
    context.judge(sizeLimitRule, { capacity })
    judgeAccounts(context)
  },
}
