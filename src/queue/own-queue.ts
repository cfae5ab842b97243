import { InMemoryMessageQueue } from './in-memory-message-queue.ts'
import type { MessageQueue } from './message-queue.ts'
import type { parseProcessorOptions } from './processor-options.ts'

/** The queue of a processor that was given none. Its deliveries suffice for every attempt, and two leases that run out on top. */
export function ownQueue({
  clock,
  maxAttempts,
}: Pick<ReturnType<typeof parseProcessorOptions>, 'clock' | 'maxAttempts'>): MessageQueue {
  return new InMemoryMessageQueue({ clock, maxDeliveries: Math.max(5, maxAttempts + 2) })
}
