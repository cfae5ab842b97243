import { renderValue } from '../../foundation/problem.ts'
import type { Operation } from '../../model/history.ts'
import { mayHaveTaken } from './deliveries.ts'
import type { LeaseMessage, LeaseOptions } from './lease-messages.ts'
import { leaseRows } from './lease-of.ts'
import type { LeaseViolation, LeaseViolationKind } from './lease-rules.ts'

/**
 * What is gone although the queue was drained. Each indeterminate dequeue may hold one of them; more are certainly lost. If
 * only both kinds together are more, both are named: it cannot be told which of them it was.
 */
export function findLostMessages(
  messages: readonly LeaseMessage[],
  operations: readonly Operation[],
  options: LeaseOptions,
): LeaseViolation[] {
  if (!options.drained) return []
  const excuses = operations.reduce((sum, operation) => sum + mayHaveTaken(operation), 0)
  const gone = messages.filter((message) => isGone(message, options))
  const nacked = gone.filter(wasNackedLast)
  const unacked = gone.filter((message) => !wasNackedLast(message))
  if (gone.length <= excuses) return []
  const either = nacked.length <= excuses && unacked.length <= excuses
  const losses: LeaseViolation[] = []
  if (nacked.length > excuses || (either && nacked.length > 0)) losses.push(lossOf('lost-after-nack', nacked))
  if (unacked.length > excuses || (either && unacked.length > 0)) losses.push(lossOf('lost-unacked', unacked))
  return losses
}

function isGone(message: LeaseMessage, { maxDeliveries, dlqKey }: LeaseOptions): boolean {
  const { enqueue, deliveries, deadLetters, acks } = message
  if (enqueue?.outcome !== 'ok' && deliveries.length === 0) return false
  if (acks.length > 0 || deadLetters.length > 0 || deliveries.some(({ f }) => f === 'drain')) return false
  const unseen = maxDeliveries !== undefined && dlqKey === undefined
  return !(unseen && deliveries.length >= maxDeliveries)
}

function wasNackedLast({ deliveries, nacks }: LeaseMessage): boolean {
  const last = deliveries.reduce((time, { completeTime }) => Math.max(time, completeTime), -Infinity)
  return nacks.some(({ outcome, invokeTime }) => outcome === 'ok' && invokeTime >= last)
}

function lossOf(kind: LeaseViolationKind, messages: readonly LeaseMessage[]): LeaseViolation {
  const [first] = messages
  const more = messages.length > 1 ? ` (and ${messages.length - 1} more)` : ''
  const why =
    kind === 'lost-after-nack'
      ? 'nacked after its last delivery and neither delivered again'
      : 'neither acked'
  const sentence = `${renderValue(first!.value)}${more} was ${why} nor dead-lettered, the queue was drained, yet it is gone`
  return {
    kind,
    sentence,
    messages: messages.flatMap((message) => leaseRows(message, message.deliveries.slice(-1))).slice(0, 8),
  }
}
