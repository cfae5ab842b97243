import type { Operation } from '../../model/history.ts'
import type { Proof } from './checker.ts'
import type { Attempts, Deliveries } from './attempts-and-deliveries.ts'
import { deliveredValues } from './delivered-values.ts'
import { matchCopies } from './match-copies.ts'
import { deliveredTooEarly, deliveredTooOften, neverEnqueued } from './delivery-proofs.ts'
import { ValueNumbers } from './value-numbers.ts'

/** Which enqueue each delivery belongs to. */
export interface DeliveryTrace {
  attempts: Attempts
  deliveries: Deliveries
  /** By message: the operation that delivered it, -1 for none. */
  dequeueOf: Int32Array
}

/**
 * Traces every delivery to an enqueue of its own that had begun and did not fail; or proves that no queue of any order
 * could have produced the history: a value from nowhere, one too many, or one that came out before it went in.
 */
export function traceDeliveries(operations: readonly Operation[]): DeliveryTrace | Proof {
  const attempts = readAttempts(operations)
  const deliveries = readDeliveries(operations, attempts)
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
  return { attempts, deliveries, dequeueOf }
}

function readAttempts(operations: readonly Operation[]): Attempts {
  const values = new ValueNumbers(operations.length)
  const attempts: Attempts = { values, enqueueOf: [], lastOf: [], copyBefore: new Map() }
  for (let i = 0; i < operations.length; i++) {
    const { f, outcome, input } = operations[i]!
    if (f !== 'enqueue' || outcome === 'fail') continue
    const known = values.size
    const value = values.add(input)
    const message = attempts.enqueueOf.push(i) - 1
    if (value < known) attempts.copyBefore.set(message, attempts.lastOf[value]!)
    attempts.lastOf[value] = message
  }
  return attempts
}

function readDeliveries(operations: readonly Operation[], { values, lastOf }: Attempts): Deliveries | Proof {
  const deliveries: Deliveries = { operations: [], messages: [], drains: [] }
  for (let i = 0; i < operations.length; i++) {
    const operation = operations[i]!
    if (operation.outcome !== 'ok' || (operation.f !== 'dequeue' && operation.f !== 'drain')) continue
    const from = deliveries.messages.length
    for (const delivered of deliveredValues(operation)) {
      const value = values.find(delivered)
      if (value < 0) return neverEnqueued(operations, delivered, operation)
      deliveries.operations.push(i)
      deliveries.messages.push(lastOf[value]!)
    }
    if (operation.f === 'drain') deliveries.drains.push([from, deliveries.messages.length])
  }
  return deliveries
}
