import { sizeLimit as sizeLimitRule } from '../../check/history/size-limit.ts'
import { sleep } from '../../foundation/clock.ts'
import type { Message } from '../../queue/message.ts'
import type { BehaviorCase } from '../behavior-case.ts'
import type { CaseContext } from '../case-context.ts'
import { Consumers } from '../consumers.ts'
import { describeError, errorName } from '../error-name.ts'
import { fillQueue, tooLargeToFill } from '../fill-queue.ts'
import { judgeAccounts } from '../judge-accounts.ts'
import { makeMessages } from '../make-messages.ts'

const beyond = 3

export const overflow: BehaviorCase = {
  name: 'overflow',
  summary: 'a full queue does to `enqueue` what `overflow` says, and never accepts in silence what it drops',
  claimed: ({ capacity }) => (capacity === null ? 'capacity is null' : true),
  async run(context) {
    const capacity = context.capabilities.capacity!
    const tooLarge = tooLargeToFill(capacity)
    if (tooLarge !== null) {
      context.undecided.push(tooLarge)
      return
    }
    const messages = makeMessages('p1', capacity + beyond, context.random)
    await context.waitFor(`room for ${capacity} messages`, fillQueue(context, messages))
    const settled = messages.slice(capacity).map((message) => attempt(context, message))
    const late =
      context.capabilities.overflow === 'reject'
        ? await expectRejections(context, settled)
        : await expectWaiting(context, settled)
    const consumers = new Consumers(context, 1)
    const admitted = await context.waitFor('enqueues to be let in now that there is room', Promise.all(late))
    await consumers.until(capacity + admitted.filter((error) => error === null).length)
    await consumers.end()
    context.judge(sizeLimitRule, { capacity })
    judgeAccounts(context)
  },
}

/** Settles with the error, or with null if the message was accepted. */
function attempt({ queue }: CaseContext, message: Message): Promise<unknown> {
  return queue.enqueue(message).then(
    () => null,
    (error: unknown) => error,
  )
}

async function expectRejections(context: CaseContext, settled: Promise<unknown>[]): Promise<[]> {
  const errors = await context.waitFor('a full queue to reject', Promise.all(settled))
  for (const error of errors) {
    const name = error === null ? 'it was accepted' : describeError(error)
    context.expect(
      errorName(error) === 'QueueFullError',
      `enqueue into a full queue must reject with QueueFullError: ${name}`,
    )
  }
  return []
}

/** Those that wait, once it is clear that they do. */
async function expectWaiting(context: CaseContext, settled: Promise<unknown>[]): Promise<Promise<unknown>[]> {
  const early = Promise.race(settled)
  const error = await Promise.race([early, sleep(context.clock, context.options.quietMs).then(() => 'none')])
  if (error instanceof Error)
    context.expect(
      false,
      `overflow is back-pressure, yet enqueue into a full queue rejected with ${describeError(error)}`,
    )
  return settled
}
