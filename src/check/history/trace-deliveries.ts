import type { Operation } from '../../model/history.ts'
import type { Attempts, Deliveries, OtherOperations } from './attempts-and-deliveries.ts'
import type { Proof } from './checker.ts'
import { deliveredTooEarly, deliveredTooOften, neverEnqueued } from './delivery-proofs.ts'
import { matchCopies } from './match-copies.ts'
import { readOperations, type ReadOperations } from './read-operations.ts'

/** Which enqueue each delivery belongs to. */
export interface DeliveryTrace {
  attempts: Attempts
  deliveries: Deliveries
  other: OtherOperations
  /** By message: the operation that delivered it, -1 for none. */
  dequeueOf: Int32Array
}

/**
 * Traces every delivery to an enqueue of its own that had begun and did not fail; or proves that no queue of any order
 * could have produced the history: a value from nowhere, one too many, or one that came out before it went in.
 */
export function traceDeliveries(operations: readonly Operation[]): DeliveryTrace | Proof {
  const attempts = readOperations(operations)
  const deliveries = traceValues(operations, attempts)
  if ('sentence' in deliveries) return deliveries
  const dequeueOf = new Int32Array(attempts.enqueueOf.length).fill(-1)
  const { messages } = deliveries
  if (attempts.copyBefore.size > 0) {
    const excess = matchCopies(operations, attempts, deliveries)
    if (excess) return excess
  }
  for (let i = 0; i < messages.length; i++) {
    const message = messages[i]!
    const enqueue = operations[attempts.enqueueOf[message]!]!
    const dequeue = operations[deliveries.operations[i]!]!
    if (dequeueOf[message] !== -1) return deliveredTooOften(operations, enqueue.input)
    if (dequeue.completeTime < enqueue.invokeTime) return deliveredTooEarly(enqueue, dequeue)
    dequeueOf[message] = deliveries.operations[i]!
  }
  return { attempts, deliveries, other: attempts, dequeueOf }
}

function traceValues(
  operations: readonly Operation[],
  { values, lastOf, deliveredBy, delivered, drains }: ReadOperations,
): Deliveries | Proof {
  const messages = new Int32Array(delivered.length)
  for (let i = 0; i < messages.length; i++) {
    const value = delivered[i]!
    messages[i] = lastOf[value]!
    if (messages[i]! < 0)
      return neverEnqueued(operations, values.valueOf(value), operations[deliveredBy[i]!]!)
  }
  return { operations: deliveredBy, messages, drains }
}
