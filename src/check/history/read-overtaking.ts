import type { Operation } from '../../model/history.ts'
import { deliveriesOf, type Delivery } from './deliveries.ts'
import { identityOf } from './identity.ts'

/** A message that came out, as one that may overtake others. */
export interface Served {
  value: unknown
  priority: number
  /** The interval in which it came out. */
  from: number
  to: number
  delivery: Delivery
  enqueue: [number, number]
  dequeue: [number, number]
}

/** A message that was acknowledged and came out, as one that may be overtaken. */
export interface Waiting {
  value: unknown
  priority: number
  /** Certainly inside between these two, both excluded. */
  from: number
  until: number
  delivery: Delivery
  enqueue: [number, number]
  dequeue: [number, number]
}

interface Enqueues {
  /** The copy that was acknowledged first. */
  acknowledged: Operation | undefined
  highest: Operation
}

/** Pairs the enqueues of each message with its first delivery. */
export function readOvertaking(operations: readonly Operation[]): { waiting: Waiting[]; served: Served[] } {
  const enqueues = readEnqueues(operations)
  const waiting: Waiting[] = []
  const served: Served[] = []
  for (const delivery of firstDeliveries(operations)) {
    const { value, operation } = delivery
    const found = enqueues.get(identityOf(value))
    if (!found) continue
    const { acknowledged, highest } = found
    const dequeue = intervalOf(operation)
    const [from, to] = dequeue
    served.push({
      value,
      priority: highest.priority ?? 0,
      from,
      to,
      delivery,
      enqueue: intervalOf(highest),
      dequeue,
    })
    if (!acknowledged) continue
    const [invoke, complete] = intervalOf(acknowledged)
    const priority = acknowledged.priority ?? 0
    waiting.push({
      value,
      priority,
      from: complete,
      until: from,
      delivery,
      enqueue: [invoke, complete],
      dequeue,
    })
  }
  return { waiting, served }
}

function readEnqueues(operations: readonly Operation[]): Map<unknown, Enqueues> {
  const enqueues = new Map<unknown, Enqueues>()
  for (const operation of operations) {
    if (operation.f !== 'enqueue') continue
    const id = identityOf(operation.input)
    const acknowledged = operation.outcome === 'ok' ? operation : undefined
    const known = enqueues.get(id)
    if (!known) {
      enqueues.set(id, { acknowledged, highest: operation })
      continue
    }
    if (acknowledged && acknowledged.completeTime < (known.acknowledged?.completeTime ?? Infinity)) {
      known.acknowledged = acknowledged
    }
    if ((operation.priority ?? 0) > (known.highest.priority ?? 0)) known.highest = operation
  }
  return enqueues
}

/** Of each message the delivery that was invoked first; of those invoked together the one that completed first. */
function firstDeliveries(operations: readonly Operation[]): Iterable<Delivery> {
  const first = new Map<unknown, Delivery>()
  for (const delivery of deliveriesOf(operations)) {
    const id = identityOf(delivery.value)
    const known = first.get(id)
    if (!known || startsBefore(delivery.operation, known.operation)) first.set(id, delivery)
  }
  return first.values()
}

function startsBefore(a: Operation, b: Operation): boolean {
  return a.invokeTime < b.invokeTime || (a.invokeTime === b.invokeTime && a.completeTime < b.completeTime)
}

function intervalOf({ invokeTime, completeTime }: Operation): [number, number] {
  return [invokeTime, completeTime]
}
