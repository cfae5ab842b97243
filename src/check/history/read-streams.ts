import type { Operation } from '../../model/history.ts'
import { deliveriesByMessage, deliveriesOf, type Delivery } from './deliveries.ts'
import { identityOf } from './identity.ts'

/** An enqueue that did not certainly fail, and what became of its message. */
export interface StreamMessage {
  value: unknown
  enqueue: Operation
  deliveries: readonly Delivery[]
  /** The first acknowledged copy of its id in this stream. */
  countsAsEarlier: boolean
  /** The first attempt of its id anywhere: what came out may have been this one. */
  countsAsLater: boolean
}

/** The enqueues of each producer and key that may have taken effect, in the order in which they were sent. */
export function readStreams(operations: readonly Operation[]): StreamMessage[][] {
  const delivered = deliveriesByMessage(deliveriesOf(operations))
  const streams = new Map<unknown, Map<unknown, StreamMessage[]>>()
  const attempted = new Set<unknown>()
  for (const operation of operations) {
    if (operation.f !== 'enqueue' || operation.outcome === 'fail') continue
    const id = identityOf(operation.input)
    const stream = streamOf(streams, operation)
    stream.push({
      value: operation.input,
      enqueue: operation,
      deliveries: delivered.get(id) ?? [],
      countsAsEarlier: operation.outcome === 'ok',
      countsAsLater: !attempted.has(id),
    })
    attempted.add(id)
  }
  const all = [...streams.values()].flatMap((byKey) => [...byKey.values()])
  for (const stream of all) keepFirstCopies(stream)
  return all
}

function streamOf(
  streams: Map<unknown, Map<unknown, StreamMessage[]>>,
  { process, key }: Operation,
): StreamMessage[] {
  let byKey = streams.get(process)
  if (!byKey) streams.set(process, (byKey = new Map()))
  let stream = byKey.get(key)
  if (!stream) byKey.set(key, (stream = []))
  return stream
}

function keepFirstCopies(stream: readonly StreamMessage[]): void {
  const acknowledged = new Set<unknown>()
  for (const message of stream) {
    if (!message.countsAsEarlier) continue
    const id = identityOf(message.value)
    message.countsAsEarlier = !acknowledged.has(id)
    acknowledged.add(id)
  }
}
