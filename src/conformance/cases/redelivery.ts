import type { Lease } from '../../queue/message-queue.ts'
import type { BehaviorCase } from '../behavior-case.ts'
import { Consumers } from '../consumers.ts'
import { judgeLeases } from '../judge-leases.ts'
import { makeMessages } from '../make-messages.ts'
import { produce } from '../produce.ts'

export const redelivery: BehaviorCase = {
  name: 'redelivery',
  summary: 'what is nacked comes again, counted, until it is acked',
  claimed({ redelivery, maxDeliveries }) {
    if (redelivery === 'none') return 'redelivery is none'
    return maxDeliveries === 1 ? 'maxDeliveries is 1: nothing comes again' : true
  },
  async run(context) {
    const { queue } = context
    const nacked = new Set<string>()
    const answer = (lease: Lease): void => {
      const { id } = lease.message
      const expected = nacked.has(id) ? 2 : 1
      context.expect(
        lease.deliveryCount === expected,
        `delivery ${expected} of ${id} had the deliveryCount ${lease.deliveryCount}`,
      )
      if (expected === 2) {
        queue.ack(lease)
        return
      }
      nacked.add(id)
      context.expect(queue.nack(lease), `nack of ${id} was refused though it had just been delivered`)
      context.expect(!queue.nack(lease), `a second nack of ${id} returned true`)
      context.expect(!queue.ack(lease), `an ack of ${id} after its nack returned true`)
    }
    const messages = makeMessages('p1', context.options.messages, context.random)
    const consumers = new Consumers(context, 3, answer)
    const accepted = await context.waitFor('the producer', produce(context, messages))
    await consumers.until(2 * accepted)
    await consumers.end()
    judgeLeases(context, { drained: true })
  },
}
