import type { Message } from '../queue/message.ts'
import type { CaseContext } from './case-context.ts'
import { Consumers } from './consumers.ts'
import { makeMessages } from './make-messages.ts'
import { produce } from './produce.ts'

/**
 * Traffic that shows an order. First a backlog, then one consumer: nothing overlaps, so that every exchange is certain.
 * Then two producers and two consumers at once.
 */
export async function burstAndCrowd(
  context: CaseContext,
  spread: { priorities?: number; keys?: number },
): Promise<void> {
  const make = (producer: string, count: number): Message[] =>
    makeMessages(producer, count, context.random.fork(producer), spread)
  const burst = Math.min(context.backlog, Math.ceil(context.options.messages / 2))
  const sent = await context.waitFor('the producer of a backlog', produce(context, make('p1', burst)))
  const first = new Consumers(context, 1)
  await first.until(sent)
  await first.end()
  const each = Math.ceil(context.options.messages / 4)
  const second = new Consumers(context, 2)
  const counts = await context.waitFor(
    'two producers',
    Promise.all([produce(context, make('p2', each)), produce(context, make('p3', each))]),
  )
  await second.until(counts[0] + counts[1])
  await second.end()
}
