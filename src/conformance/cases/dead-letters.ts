import type { Lease } from '../../queue/message-queue.ts'
import type { BehaviorCase } from '../behavior-case.ts'
import { Consumers } from '../consumers.ts'
import { judgeLeases } from '../judge-leases.ts'
import { makeMessages } from '../make-messages.ts'
import { produce } from '../produce.ts'
import { DEAD_LETTERS } from '../recorded-queue.ts'

const atMost = 30

export const deadLetters: BehaviorCase = {
  name: 'dead letters',
  summary: 'what always fails is a dead letter after `maxDeliveries` deliveries, neither sooner nor later',
  claimed({ redelivery, maxDeliveries }) {
    if (redelivery === 'none') return 'redelivery is none'
    return typeof maxDeliveries === 'number' ? true : 'maxDeliveries is not declared'
  },
  async run(context) {
    const { queue } = context
    const maxDeliveries = context.capabilities.maxDeliveries!
    const seen = new Map<string, number>()
    const isPoison = (lease: Lease): boolean => lease.message.sequence % 3 === 0
    const answer = (lease: Lease): void => {
      const times = (seen.get(lease.message.id) ?? 0) + 1
      seen.set(lease.message.id, times)
      // One delivery too many is proof enough; nacked for ever, the case would not end.
      if (isPoison(lease) && times <= maxDeliveries) queue.nack(lease)
      else queue.ack(lease)
    }
    const messages = makeMessages('p1', Math.min(atMost, context.options.messages), context.random)
    const consumers = new Consumers(context, 2, answer)
    const accepted = await context.waitFor('the producer', produce(context, messages))
    const poison = Math.ceil(accepted / 3)
    await consumers.until(accepted - poison + poison * maxDeliveries)
    await consumers.end()
    judgeLeases(context, { drained: true })
    const told = queue.operations.filter(({ key }) => key === DEAD_LETTERS).length
    context.expect(
      queue.deadLetterCount === told,
      `deadLetterCount is ${queue.deadLetterCount}, yet listeners were told of ${told}`,
    )
  },
}
