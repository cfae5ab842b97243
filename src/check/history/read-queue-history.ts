import type { Operation } from '../../model/history.ts'
import type { OtherOperations } from './attempts-and-deliveries.ts'
import type { Proof } from './checker.ts'
import type { QueueHistory } from './queue-history.ts'
import { rankTimes } from './rank-times.ts'
import { traceDeliveries, type DeliveryTrace } from './trace-deliveries.ts'

/** The history as the ordered checkers read it; or the proof that no queue of any order could have produced it. */
export function readQueueHistory(operations: readonly Operation[]): QueueHistory | Proof {
  const trace = traceDeliveries(operations)
  return 'sentence' in trace ? trace : buildHistory(operations, trace)
}

function buildHistory(
  operations: readonly Operation[],
  { attempts, deliveries, other, dequeueOf }: DeliveryTrace,
): QueueHistory {
  const kept = keepMessages(operations, attempts.enqueueOf, dequeueOf)
  const { count } = kept
  const drains = deliveries.drains.map(([from, to]) =>
    deliveries.messages.slice(from, to).map((message) => kept.renumbered[message]!),
  )
  const times = relevantTimes(operations, kept, other, drains)
  const { ranks, order, never } = rankTimes(times)
  let end = 0
  const next = (length: number) => ranks.subarray(end, (end += length))
  return {
    operations,
    timeOf: (rank) => (rank === never ? Infinity : times[ranks.indexOf(rank)]!),
    order,
    never,
    count,
    enqueueOf: kept.enqueueOf,
    dequeueOf: kept.dequeueOf,
    enqueueFrom: next(count),
    enqueueTo: next(count),
    dequeueFrom: next(count),
    dequeueTo: next(count),
    drains,
    empties: Int32Array.from(other.empties),
    emptyFrom: next(other.empties.length),
    emptyTo: next(other.empties.length),
    takers: next(other.takers.length).slice().sort(),
    endlessFrom: next(other.endless.length).reduce((a, b) => Math.min(a, b), never + 1),
    ambiguous: attempts.copyBefore.size > 0,
  }
}

interface KeptMessages {
  count: number
  enqueueOf: Int32Array
  dequeueOf: Int32Array
  /** By the number before: the new one, -1 for left out. */
  renumbered: Int32Array
}

/** Leaves out the messages that were neither delivered nor acknowledged. */
function keepMessages(
  operations: readonly Operation[],
  enqueueOf: Int32Array,
  dequeueOf: Int32Array,
): KeptMessages {
  const renumbered = new Int32Array(enqueueOf.length).fill(-1)
  const kept = { enqueueOf: enqueueOf.slice(), dequeueOf: dequeueOf.slice() }
  let count = 0
  for (let message = 0; message < enqueueOf.length; message++) {
    if (dequeueOf[message]! < 0 && operations[enqueueOf[message]!]!.outcome !== 'ok') continue
    kept.enqueueOf[count] = enqueueOf[message]!
    kept.dequeueOf[count] = dequeueOf[message]!
    renumbered[message] = count++
  }
  return {
    count,
    enqueueOf: kept.enqueueOf.subarray(0, count),
    dequeueOf: kept.dequeueOf.subarray(0, count),
    renumbered,
  }
}

/**
 * One after another: the starts of all enqueues, their ends, the starts of the dequeues, their ends; starts of empty
 * answers, their ends; starts of indeterminate dequeues, of indeterminate drains.
 *
 * A message comes out after it went in, and those of one drain one after another. (That it goes in before it comes out need
 * not be written down: no rule looks at the end of an enqueue beyond that of the dequeue.)
 */
function relevantTimes(
  operations: readonly Operation[],
  { count, enqueueOf, dequeueOf }: KeptMessages,
  { empties, takers, endless }: OtherOperations,
  drains: readonly Int32Array[],
): Float64Array {
  const times = new Float64Array(4 * count + 2 * empties.length + takers.length + endless.length)
  const [enqueueTo, dequeueFrom, dequeueTo] = [count, 2 * count, 3 * count]
  for (let message = 0; message < count; message++) {
    const enqueue = operations[enqueueOf[message]!]!
    const dequeue = dequeueOf[message]! < 0 ? undefined : operations[dequeueOf[message]!]!
    times[message] = enqueue.invokeTime
    times[enqueueTo + message] = enqueue.completeTime
    times[dequeueFrom + message] = dequeue ? Math.max(dequeue.invokeTime, enqueue.invokeTime) : Infinity
    times[dequeueTo + message] = dequeue ? dequeue.completeTime : Infinity
  }
  for (const drain of drains) {
    let latest = -Infinity
    for (const message of drain)
      latest = times[dequeueFrom + message] = Math.max(latest, times[dequeueFrom + message]!)
  }
  const empty = 4 * count
  empties.forEach((index, i) => {
    times[empty + i] = operations[index]!.invokeTime
    times[empty + empties.length + i] = operations[index]!.completeTime
  })
  const rest = empty + 2 * empties.length
  ;[...takers, ...endless].forEach((index, i) => (times[rest + i] = operations[index]!.invokeTime))
  return times
}
