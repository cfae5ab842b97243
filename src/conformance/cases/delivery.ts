import type { BehaviorCase } from '../behavior-case.ts'
import { Consumers } from '../consumers.ts'
import { judgeAccounts } from '../judge-accounts.ts'
import { makeMessages } from '../make-messages.ts'
import { produce } from '../produce.ts'

export const delivery: BehaviorCase = {
  name: 'delivery',
  summary: 'what one producer sends reaches one consumer, as often as `delivery` says, and unchanged',
  claimed: () => true,
  async run(context) {
    const messages = makeMessages('p1', context.options.messages, context.random)
    const consumers = new Consumers(context, 1)
    const accepted = await context.waitFor('the producer', produce(context, messages))
    await consumers.until(accepted)
    await consumers.end()
    judgeAccounts(context)
  },
}
