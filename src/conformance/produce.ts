import type { Message } from '../queue/message.ts'
import type { CaseContext } from './case-context.ts'
import { describeError, errorName } from './error-name.ts'

const retryAfterMs = 1

/**
 * Enqueues `messages` one after another, and again what was refused because the queue was full. Returns how many were
 * accepted: all, unless the queue was closed meanwhile or failed.
 */
export async function produce(context: CaseContext, messages: readonly Message[]): Promise<number> {
  let accepted = 0
  for (const message of messages) {
    const outcome = await enqueueWhenPossible(context, message)
    if (outcome === 'accepted') accepted++
    if (outcome === 'closed') break
    await context.pause()
  }
  return accepted
}

async function enqueueWhenPossible(
  context: CaseContext,
  message: Message,
): Promise<'accepted' | 'closed' | 'failed'> {
  while (!context.signal.aborted) {
    try {
      await context.queue.enqueue(message)
      return 'accepted'
    } catch (error) {
      if (errorName(error) === 'QueueClosedError') return 'closed'
      if (errorName(error) !== 'QueueFullError') {
        context.expect(false, `enqueue rejected with ${describeError(error)}`)
        return 'failed'
      }
      const { capacity } = context.capabilities
      context.expect(capacity !== null, 'enqueue rejected with QueueFullError, though capacity is null')
    }
    await context.wait(retryAfterMs)
  }
  return 'closed'
}
