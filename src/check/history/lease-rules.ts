import { renderValue } from '../../foundation/problem.ts'
import type { Operation } from '../../model/history.ts'
import type { ProofMessage } from './checker.ts'
import { during } from './delivery-proofs.ts'
import type { LeaseMessage, LeaseOptions } from './lease-messages.ts'
import { leaseOf, leaseRows } from './lease-of.ts'
import { OverlapCounter } from './overlap-counter.ts'

export type LeaseViolationKind =
  | 'early-redelivery'
  | 'redelivered-after-ack'
  | 'stale-ack-accepted'
  | 'poison-not-dead-lettered'
  | 'premature-dead-letter'
  | 'lost-after-nack'
  | 'lost-unacked'

export interface LeaseViolation {
  kind: LeaseViolationKind
  sentence: string
  messages: ProofMessage[]
}

/** Judges one message. */
export type MessageRule = (message: LeaseMessage, options: LeaseOptions) => LeaseViolation | null

/** Delivered twice within the length of a lease, and no nack in between. */
export const findEarlyRedelivery: MessageRule = (message, { visibilityMs }) => {
  const { value, deliveries, nacks } = message
  if (deliveries.length < 2) return null
  const nacked = new OverlapCounter(nacks)
  for (let l = 1; l < deliveries.length; l++) {
    const later = deliveries[l]!
    for (let e = l - 1; e >= 0; e--) {
      const earlier = deliveries[e]!
      // What excuses this one excuses all that began before it.
      if (later.completeTime - earlier.invokeTime >= visibilityMs) break
      if (nacked.count(earlier.invokeTime, later.completeTime) > 0) break
      const end = Math.max(earlier.completeTime, later.completeTime)
      const eitherOrder = earlier.completeTime - later.invokeTime < visibilityMs
      if (!eitherOrder || nacked.count(earlier.invokeTime, end) > 0) continue
      const until = earlier.invokeTime + visibilityMs
      const sentence = `${renderValue(value)} was delivered during ${during(earlier)}, its lease ran until ${until} at least and nobody nacked it, yet it was delivered again during ${during(later)}`
      return { kind: 'early-redelivery', sentence, messages: leaseRows(message, [earlier, later]) }
    }
  }
  return null
}

/** Delivered although an ack had certainly ended it. */
export const findRedeliveryAfterAck: MessageRule = (message, { visibilityMs }) => {
  const { value, deliveries, acks, nacks } = message
  const last = deliveries.at(-1)
  if (!last || deliveries.length < 2) return null
  const nacked = new OverlapCounter(nacks)
  const heldBefore = leaseOf(deliveries)
  for (const ack of acks) {
    if (ack.outcome !== 'ok' || last.invokeTime <= ack.completeTime) continue
    const held = heldBefore(ack)
    if (!held || ack.completeTime - held.invokeTime >= visibilityMs) continue
    if (nacked.count(held.invokeTime, ack.completeTime) > 0) continue
    const sentence = `${renderValue(value)} was delivered during ${during(held)} and acked inside its lease during ${during(ack)}, yet it was delivered again during ${during(last)}`
    return { kind: 'redelivered-after-ack', sentence, messages: leaseRows(message, [held, last]) }
  }
  return null
}

/** An ack that was accepted from a process whose lease was over, while another process had it. */
export const findStaleAck: MessageRule = (message, { visibilityMs }) => {
  const { value, deliveries, acks, nacks } = message
  if (deliveries.length < 2) return null
  const releases = new OverlapCounter([...acks, ...nacks])
  const heldBefore = leaseOf(deliveries)
  for (const ack of acks) {
    const held = ack.outcome === 'ok' ? heldBefore(ack) : undefined
    if (!held || ack.invokeTime - held.completeTime <= visibilityMs) continue
    const holder = findHolder(deliveries, ack, visibilityMs, releases)
    if (!holder) continue
    const over = held.completeTime + visibilityMs
    const sentence = `the lease of ${held.process} on ${renderValue(value)} was over by ${over} and ${holder.process} held it from ${holder.completeTime} on, yet the ack of ${held.process} was accepted during ${during(ack)}`
    return { kind: 'stale-ack-accepted', sentence, messages: leaseRows(message, [held, holder]) }
  }
  return null
}

/** A delivery to another process whose lease certainly runs during all of `ack`. */
function findHolder(
  deliveries: readonly Operation[],
  ack: Operation,
  visibilityMs: number,
  releases: OverlapCounter,
): Operation | undefined {
  let at = deliveries.length
  let low = 0
  while (low < at) {
    const middle = (low + at) >>> 1
    if (deliveries[middle]!.invokeTime < ack.invokeTime) low = middle + 1
    else at = middle
  }
  for (let i = low - 1; i >= 0; i--) {
    const delivery = deliveries[i]!
    if (ack.completeTime - delivery.invokeTime >= visibilityMs) return undefined
    // The ack itself is one of the releases.
    if (releases.count(delivery.invokeTime, ack.completeTime) > 1) return undefined
    if (delivery.process !== ack.process && delivery.completeTime < ack.invokeTime) return delivery
  }
  return undefined
}

/** Delivered more often than allowed. */
export const findPoison: MessageRule = (message, { maxDeliveries }) => {
  const { value, deliveries } = message
  if (maxDeliveries === undefined || deliveries.length <= maxDeliveries) return null
  const sentence = `${renderValue(value)} was delivered ${deliveries.length} times, more than the ${maxDeliveries} after which it is dead-lettered`
  return { kind: 'poison-not-dead-lettered', sentence, messages: leaseRows(message, deliveries) }
}
