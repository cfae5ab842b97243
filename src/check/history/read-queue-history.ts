import type { Operation } from '../../model/history.ts'
import type { Proof } from './checker.ts'
import { isEmptyAnswer } from './delivered-values.ts'
import type { QueueHistory } from './queue-history.ts'
import { TimeRanks } from './time-ranks.ts'
import { traceDeliveries, type DeliveryTrace } from './trace-deliveries.ts'

/** The history as the ordered checkers read it; or the proof that no queue of any order could have produced it. */
export function readQueueHistory(operations: readonly Operation[]): QueueHistory | Proof {
  const trace = traceDeliveries(operations)
  return 'sentence' in trace ? trace : buildHistory(operations, trace)
}

function buildHistory(
  operations: readonly Operation[],
  { attempts, deliveries, dequeueOf }: DeliveryTrace,
): QueueHistory {
  const { enqueueOf } = attempts
  const { messages, drains } = deliveries
  const renumbered = new Int32Array(enqueueOf.length).fill(-1)
  let count = 0
  for (let message = 0; message < enqueueOf.length; message++) {
    if (dequeueOf[message]! >= 0 || operations[enqueueOf[message]!]!.outcome === 'ok')
      renumbered[message] = count++
  }
  const kept = { enqueueOf: new Int32Array(count), dequeueOf: new Int32Array(count) }
  for (let message = 0; message < renumbered.length; message++) {
    const number = renumbered[message]!
    if (number < 0) continue
    kept.enqueueOf[number] = enqueueOf[message]!
    kept.dequeueOf[number] = dequeueOf[message]!
  }
  const rest = readRest(operations)
  const ranks = new TimeRanks(relevantTimes(operations, kept, rest))
  const rankAll = (indexes: ArrayLike<number>, field: 'invokeTime' | 'completeTime'): Int32Array => {
    const result = new Int32Array(indexes.length)
    for (let i = 0; i < result.length; i++) {
      const index = indexes[i]!
      result[i] = index < 0 ? ranks.never : ranks.rankOf(operations[index]![field])
    }
    return result
  }
  const history: QueueHistory = {
    operations,
    times: ranks.times,
    never: ranks.never,
    count,
    ...kept,
    enqueueFrom: rankAll(kept.enqueueOf, 'invokeTime'),
    enqueueTo: rankAll(kept.enqueueOf, 'completeTime'),
    dequeueFrom: rankAll(kept.dequeueOf, 'invokeTime'),
    dequeueTo: rankAll(kept.dequeueOf, 'completeTime'),
    drains: drains.map(([from, to]) => Int32Array.from(messages.slice(from, to), (old) => renumbered[old]!)),
    empties: Int32Array.from(rest.empties),
    emptyFrom: rankAll(rest.empties, 'invokeTime'),
    emptyTo: rankAll(rest.empties, 'completeTime'),
    takers: rankAll(rest.takers, 'invokeTime').sort(),
    endlessFrom: rankAll(rest.endless, 'invokeTime').reduce((a, b) => Math.min(a, b), ranks.never + 1),
    ambiguous: attempts.copyBefore.size > 0,
  }
  tighten(history)
  return history
}

interface Rest {
  empties: number[]
  takers: number[]
  endless: number[]
}

function readRest(operations: readonly Operation[]): Rest {
  const rest: Rest = { empties: [], takers: [], endless: [] }
  for (let i = 0; i < operations.length; i++) {
    const { f, outcome } = operations[i]!
    if (isEmptyAnswer(operations[i]!)) rest.empties.push(i)
    if (f === 'dequeue' && outcome === 'info') rest.takers.push(i)
    if (f === 'drain' && outcome === 'info') rest.endless.push(i)
  }
  return rest
}

function relevantTimes(
  operations: readonly Operation[],
  { enqueueOf, dequeueOf }: { enqueueOf: Int32Array; dequeueOf: Int32Array },
  { empties, takers, endless }: Rest,
): Float64Array {
  const lists = [enqueueOf, dequeueOf, empties, takers, endless]
  const times = new Float64Array(2 * lists.reduce((sum, list) => sum + list.length, 0)).fill(Infinity)
  let at = 0
  for (const list of lists) {
    for (let i = 0; i < list.length; i++) {
      if (list[i]! < 0) continue
      const { invokeTime, completeTime } = operations[list[i]!]!
      times[at++] = invokeTime
      times[at++] = completeTime
    }
  }
  return times
}

/**
 * A message comes out after it went in, and those of one drain one after another. (That it goes in before it comes out need
 * not be written down: no rule looks at the end of an enqueue beyond that of the dequeue.)
 */
function tighten({ count, enqueueFrom, dequeueFrom, drains }: QueueHistory): void {
  for (let message = 0; message < count; message++) {
    if (dequeueFrom[message]! < enqueueFrom[message]!) dequeueFrom[message] = enqueueFrom[message]!
  }
  for (const drain of drains) {
    let latest = 0
    for (const message of drain) latest = dequeueFrom[message] = Math.max(latest, dequeueFrom[message]!)
  }
}
