import { sleep } from '../../foundation/clock.ts'
import type { Lease } from '../../queue/message-queue.ts'
import type { BehaviorCase } from '../behavior-case.ts'
import type { CaseContext } from '../case-context.ts'
import { Consumers } from '../consumers.ts'
import { judgeAccounts } from '../judge-accounts.ts'
import { makeMessages } from '../make-messages.ts'

const atMost = 50

export const cancelledWait: BehaviorCase = {
  name: 'cancelled wait',
  summary: 'an aborted dequeue ends with null or with a message, and takes none with it into nowhere',
  claimed: () => true,
  async run(context) {
    const { queue } = context
    await expectNullFromAborted(context)
    const messages = makeMessages('p1', Math.min(atMost, context.options.messages), context.random)
    for (const message of messages) {
      const stop = new AbortController()
      const waiting = queue.dequeue(stop.signal)
      const abortFirst = context.random.next() < 0.5
      if (abortFirst) stop.abort()
      const sent = queue.enqueue(message)
      if (!abortFirst) await context.pause()
      stop.abort()
      const lease = await context.waitFor('an aborted dequeue', waiting)
      await context.waitFor('an enqueue beside an aborted dequeue', sent)
      const taken = lease ?? (await takeOne(context))
      // It has gone into nowhere: proof enough, and each more would take as long.
      if (taken === null) break
      queue.ack(taken)
    }
    await new Consumers(context, 1).end()
    judgeAccounts(context)
  },
}

async function expectNullFromAborted(context: CaseContext): Promise<void> {
  const { queue } = context
  const stop = new AbortController()
  const waits = [queue.dequeue(stop.signal), queue.dequeue(stop.signal)]
  stop.abort()
  const leases = await context.waitFor('aborted dequeues of an empty queue', Promise.all(waits))
  context.expect(
    leases.every((lease) => lease === null),
    'an aborted dequeue of an empty queue gave a message',
  )
  const early = await context.waitFor(
    'a dequeue whose signal was aborted before',
    queue.dequeue(AbortSignal.abort()),
  )
  context.expect(early === null, 'a dequeue whose signal was aborted before gave a message')
}

/** The message must be there, if not at once. */
async function takeOne({ queue, clock, options }: CaseContext): Promise<Lease | null> {
  const stop = new AbortController()
  const taken = queue.dequeue(stop.signal)
  const arrived = new AbortController()
  void sleep(clock, options.quietMs, arrived.signal).then(() => stop.abort())
  return taken.finally(() => arrived.abort())
}
