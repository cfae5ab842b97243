import type { Lease } from '../../queue/message-queue.ts'
import type { Message } from '../../queue/message.ts'
import type { BehaviorCase } from '../behavior-case.ts'
import { Consumers } from '../consumers.ts'
import { judgeAccounts } from '../judge-accounts.ts'
import { judgeLeases } from '../judge-leases.ts'
import { makeMessages } from '../make-messages.ts'
import { produce } from '../produce.ts'

/** Enough for consumers to have taken what is there, if the queue is quick. */
const turnsUntilEmpty = 50

export const close: BehaviorCase = {
  name: 'close',
  summary: 'closed under load, it accepts nothing more, hands out what it has, and lets everyone go',
  claimed: () => true,
  async run(context) {
    const { queue, capabilities, options } = context
    const each = Math.ceil(options.messages / 3)
    const mayComeAgain =
      capabilities.redelivery !== 'none' &&
      capabilities.delivery === 'at-least-once' &&
      capabilities.maxDeliveries !== 1
    const answer = (lease: Lease): void => {
      const comesAgain = mayComeAgain && queue.isClosed && lease.deliveryCount === 1
      if (comesAgain) queue.nack(lease)
      else queue.ack(lease)
    }
    const make = (label: string, count: number): Message[] =>
      makeMessages(label, count, context.random.fork(label))
    // Something surely waits when it is closed, and something is held.
    await context.waitFor('a backlog', produce(context, make('p1', Math.min(each, context.backlog))))
    const held = await context.waitFor('the first message', queue.dequeue(context.signal))
    const producers = ['p2', 'p3'].map((label) => produce(context, make(label, each)))
    const consumers = new Consumers(context, 3, answer)
    for (let turn = context.random.integer(0, 3); turn > 0; turn--) await Promise.resolve()
    queue.close()
    await context.waitFor('producers of a closed queue to be refused', Promise.all(producers))
    // By now consumers wait, since what is held may come back.
    for (let turn = 0; turn < turnsUntilEmpty; turn++) await context.clock.yield()
    if (held !== null) queue.ack(held)
    await context.waitFor('a closed queue to be taken from until it is empty', consumers.finished())
    const [late, offered] = makeMessages('late', 2, context.random)
    const error: unknown = await context.waitFor(
      'a closed queue to refuse',
      queue.enqueue(late!).then(() => null, String),
    )
    context.expect(error !== null, 'enqueue was accepted after close')
    context.expect(!queue.offer(offered!), 'offer returned true after close')
    judgeAccounts(context)
    judgeLeases(context, { drained: true })
  },
}
