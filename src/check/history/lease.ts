import { count, milliseconds, text, z } from '../../foundation/schema.ts'
import { defineHistoryChecker, verdictOf, type Proof } from './checker.ts'
import { findLostMessages } from './lease-losses.ts'
import { readLeaseMessages } from './lease-messages.ts'
import { findPrematureDeadLetter } from './lease-premature-dead-letter.ts'
import {
  findEarlyRedelivery,
  findPoison,
  findRedeliveryAfterAck,
  findStaleAck,
  type LeaseViolation,
  type MessageRule,
} from './lease-rules.ts'

/**
 * Leases, redelivery and dead letters; only what is certain counts. Where the format is silent:
 * - each kind of violation is named once;
 * - deliveries are ok dequeues and the elements of ok drains; those with `dlqKey` are dead letters, judged by the two
 *   rules about dead letters alone;
 * - a lease lasts its whole time, acked or not: redelivered inside it after an ack breaks both rules;
 * - two deliveries that overlap break a lease only if they do in either order;
 * - a nack counts as one, whoever sent it, unless it certainly failed; an ack belongs to the last delivery that its
 *   process had before it; an ack that may have come after a nack did not certainly land;
 * - a holder holds unless any ack or nack of the message may have ended that;
 * - an indeterminate dequeue may have been one delivery of one message, and may hold one lost message;
 * - without `maxDeliveries` the two rules about it are off; `drained` is false unless given: losses need evidence;
 * - lost is what was acknowledged or delivered, came out of no drain, was never acked (not even perhaps) nor
 *   dead-lettered; with `maxDeliveries` and no `dlqKey` what used up its deliveries lies where nobody looked;
 *   `lost-after-nack` if an ok nack came after every delivery, else `lost-unacked`, also if it was never delivered;
 * - an id enqueued more than once is left out: which copy was delivered cannot be told.
 */
export const lease = defineHistoryChecker({
  name: 'lease',
  reads: 'leases',
  summary:
    'No redelivery while a lease runs or after its ack, none lost, dead letters after `maxDeliveries`.',
  optionsSchema: z.strictObject({
    visibilityMs: milliseconds(),
    maxDeliveries: count().optional(),
    dlqKey: z.union([text(), z.number()], { error: 'a string or a number' }).optional(),
    drained: z.boolean().default(false),
  }),
  check(operations, options) {
    const messages = readLeaseMessages(operations, options.dlqKey).filter(({ attempts }) => attempts < 2)
    const found: LeaseViolation[] = []
    const rules: MessageRule[] = [findEarlyRedelivery, findRedeliveryAfterAck, findStaleAck, findPoison]
    for (const rule of rules) {
      for (const message of messages) {
        const violation = rule(message, options)
        if (!violation) continue
        found.push(violation)
        break
      }
    }
    const premature = findPrematureDeadLetter(messages, operations, options)
    if (premature) found.push(premature)
    found.push(...findLostMessages(messages, operations, options))
    const valid = found.length === 0
    const violations = found.map(({ kind }) => kind).sort()
    return { valid, verdict: verdictOf(valid), violations, proof: valid ? null : proofOf(found) }
  },
})

function proofOf(found: readonly LeaseViolation[]): Proof {
  const { sentence, messages } = found[0]!
  return { sentence, messages: messages.slice(0, 8) }
}
