import { InputError } from '../foundation/problem.ts'
import { check, count, milliseconds, oneOf, wholeFromZero, z } from '../foundation/schema.ts'
import type { QueueCapabilities } from '../queue/message-queue.ts'

/** Unknown fields are let be: a queue may say more of itself than we ask. */
const capabilitiesSchema = z.looseObject({
  ordering: oneOf(['none', 'fifo-per-priority', 'fifo', 'per-key']).optional(),
  delivery: oneOf(['at-most-once', 'at-least-once', 'exactly-once']).optional(),
  priority: z.boolean({ error: 'true or false' }).optional(),
  capacity: wholeFromZero().nullable().optional(),
  overflow: oneOf(['reject', 'back-pressure']).optional(),
  redelivery: oneOf(['none', 'nack', 'lease']).optional(),
  leaseMs: milliseconds().nullable().optional(),
  maxDeliveries: count().nullable().optional(),
})

/** What an observed object declares of itself; null where it says nothing. Throws `InputError` where it makes no sense. */
export function readCapabilities(capabilities: unknown): Partial<QueueCapabilities> | null {
  if (capabilities === undefined) return null
  const checked = check(capabilitiesSchema, capabilities ?? {}, 'capabilities')
  if (!checked.ok) throw new InputError('the observed queue', checked.problems)
  return checked.value as Partial<QueueCapabilities>
}
