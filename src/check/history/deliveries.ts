import type { Operation } from '../../model/history.ts'
import { deliveredValues } from './delivered-values.ts'
import { identityOf } from './identity.ts'

/** One message that came out: by an ok dequeue, or as one of an ok drain. */
export interface Delivery {
  value: unknown
  operation: Operation
  /** Place within its drain; 0 for a dequeue. */
  rank: number
}

/** All deliveries, in the order of the operations and, within a drain, in delivery order. */
export function deliveriesOf(operations: readonly Operation[]): Delivery[] {
  const deliveries: Delivery[] = []
  for (const operation of operations) {
    if (operation.f !== 'dequeue' && operation.f !== 'drain') continue
    const values = deliveredValues(operation)
    for (let rank = 0; rank < values.length; rank++) deliveries.push({ value: values[rank], operation, rank })
  }
  return deliveries
}

/** The deliveries of each message, by the identity of its id. */
export function deliveriesByMessage(deliveries: readonly Delivery[]): Map<unknown, Delivery[]> {
  const byMessage = new Map<unknown, Delivery[]>()
  for (const delivery of deliveries) {
    const id = identityOf(delivery.value)
    const list = byMessage.get(id)
    if (list) list.push(delivery)
    else byMessage.set(id, [delivery])
  }
  return byMessage
}

/** An indeterminate dequeue may have taken one message, an indeterminate drain any number. */
export function mayHaveTaken({ f, outcome }: Operation): number {
  if (outcome !== 'info') return 0
  if (f === 'drain') return Infinity
  return f === 'dequeue' ? 1 : 0
}
