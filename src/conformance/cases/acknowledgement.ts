import type { Lease } from '../../queue/message-queue.ts'
import type { BehaviorCase } from '../behavior-case.ts'
import { Consumers } from '../consumers.ts'
import { judgeLeases } from '../judge-leases.ts'
import { makeMessages } from '../make-messages.ts'
import { produce } from '../produce.ts'

const atMost = 20

export const acknowledgement: BehaviorCase = {
  name: 'acknowledgement',
  summary: 'an ack counts once, and what was acked never comes again, nor is it a dead letter',
  claimed: () => true,
  async run(context) {
    const { queue } = context
    const acked: Lease[] = []
    const answer = (lease: Lease): void => {
      context.expect(
        queue.ack(lease),
        `ack of ${lease.message.id} was refused though it had just been delivered`,
      )
      context.expect(!queue.ack(lease), `a second ack of ${lease.message.id} returned true`)
      context.expect(!queue.nack(lease), `a nack of ${lease.message.id} after its ack returned true`)
      acked.push(lease)
    }
    const consumers = new Consumers(context, 2, answer)
    const messages = makeMessages('p1', Math.min(atMost, context.options.messages), context.random)
    const accepted = await context.waitFor('the producer', produce(context, messages))
    await consumers.until(accepted)
    // Past the end of every lease: what an ack did not end comes again by then.
    await context.wait(context.quietMs)
    await consumers.end()
    judgeLeases(context, { drained: true })
  },
}
