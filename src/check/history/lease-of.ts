import type { Operation } from '../../model/history.ts'
import type { ProofMessage } from './checker.ts'
import type { LeaseMessage } from './lease-messages.ts'

/** A function that finds the last delivery that the process of an ack had before it. */
export function leaseOf(deliveries: readonly Operation[]): (ack: Operation) => Operation | undefined {
  const byProcess = new Map<string | number, Operation[]>()
  for (const delivery of deliveries) {
    const list = byProcess.get(delivery.process)
    if (list) list.push(delivery)
    else byProcess.set(delivery.process, [delivery])
  }
  return ({ process, invokeTime }) => {
    const own = byProcess.get(process) ?? []
    let low = 0
    let high = own.length
    while (low < high) {
      const middle = (low + high) >>> 1
      if (own[middle]!.completeTime <= invokeTime) low = middle + 1
      else high = middle
    }
    return own[low - 1]
  }
}

/** A proof's rows: the enqueue stands with the first delivery. */
export function leaseRows(
  { value, enqueue }: LeaseMessage,
  deliveries: readonly Operation[],
): ProofMessage[] {
  const entered: ProofMessage['enqueue'] = enqueue ? [enqueue.invokeTime, enqueue.completeTime] : null
  if (deliveries.length === 0) return [{ value, enqueue: entered, dequeue: null }]
  return deliveries.slice(0, 8).map(({ invokeTime, completeTime }, index) => {
    return { value, enqueue: index === 0 ? entered : null, dequeue: [invokeTime, completeTime] }
  })
}
