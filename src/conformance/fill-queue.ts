import type { Message } from '../queue/message.ts'
import type { CaseContext } from './case-context.ts'
import { describeError } from './error-name.ts'

/** Larger queues are not filled. */
const largest = 100_000

/** Enqueues as many messages as `capacity` claims to have room for. False where that cannot be tried. */
export async function fillQueue(context: CaseContext, messages: readonly Message[]): Promise<boolean> {
  const capacity = context.capabilities.capacity!
  for (const [index, message] of messages.slice(0, capacity).entries()) {
    if (index % 2 === 1 && context.queue.offer(message)) continue
    await context.queue.enqueue(message).catch((error: unknown) => {
      context.expect(
        false,
        `enqueue rejected with ${describeError(error)} when ${index} of ${capacity} messages waited`,
      )
    })
  }
  return true
}

/** Why a queue of this capacity is not filled, or null. */
export function tooLargeToFill(capacity: number): string | null {
  if (capacity <= largest) return null
  return `a capacity of ${capacity} is more than the ${largest} messages that are tried; build the queue with a smaller one`
}
