import { wholeFromZero, z } from '../../foundation/schema.ts'
import type { Operation } from '../../model/history.ts'
import { defineHistoryChecker, verdictOf, type Proof, type ProofMessage } from './checker.ts'
import { compareValues } from './compare-values.ts'
import { deliveredValues } from './delivered-values.ts'
import { deliveriesByMessage, deliveriesOf, mayHaveTaken } from './deliveries.ts'
import { identityOf } from './identity.ts'
import { countBelow, countUpTo, sortedTimes } from './sorted-times.ts'

/**
 * The queue never holds more than `capacity`. Where the format is silent:
 * - times that are equal overlap, so that a dequeue invoked at the time of an ok may have come first and counts as
 *   invoked earlier, and an enqueue invoked at the time of a rejection may have filled the queue;
 * - the enqueues that may have filled it are those invoked up to the rejection's completion;
 * - an ok drain stands for as many dequeues as it removed, an indeterminate drain may have emptied the queue;
 * - `overflow` has one item for each ok enqueue.
 */
export const sizeLimit = defineHistoryChecker({
  name: 'size-limit',
  reads: 'order',
  summary: 'The queue never certainly holds more than `capacity` messages.',
  optionsSchema: z.strictObject({ capacity: wholeFromZero().describe('most messages that may wait') }),
  check(operations, { capacity }) {
    const overflow = findOverflow(operations, capacity)
    const valid = overflow.length === 0
    return {
      valid,
      verdict: verdictOf(valid),
      overflow,
      spuriousRejects: findSpuriousRejects(operations, capacity),
      proof: valid ? null : proofOf(operations, overflow[0]!, capacity),
    }
  },
})

interface Overflow {
  at: number
  minSize: number
}

function findOverflow(operations: readonly Operation[], capacity: number): Overflow[] {
  const acknowledged = operations.filter(({ f, outcome }) => f === 'enqueue' && outcome === 'ok')
  const times = sortedTimes(acknowledged.map(({ completeTime }) => completeTime))
  const takenUpTo = tally(operations, ({ invokeTime }) => invokeTime, removedAtMost)
  const overflow: Overflow[] = []
  for (const at of times) {
    const minSize = countUpTo(times, at) - takenUpTo(at)
    if (minSize > capacity) overflow.push({ at, minSize })
  }
  return overflow
}

function findSpuriousRejects(operations: readonly Operation[], capacity: number): unknown[] {
  const enqueues = operations.filter(({ f, outcome }) => f === 'enqueue' && outcome !== 'fail')
  const invokes = sortedTimes(enqueues.map(({ invokeTime }) => invokeTime))
  const ends = sortedTimes(
    operations.flatMap((operation) => deliveredValues(operation).map(() => operation.completeTime)),
  )
  return operations
    .filter(({ f, outcome, invokeTime, completeTime }) => {
      if (f !== 'enqueue' || outcome !== 'fail') return false
      return countUpTo(invokes, completeTime) - countBelow(ends, invokeTime) < capacity
    })
    .map(({ input }) => input)
    .sort(compareValues)
}

function removedAtMost(operation: Operation): number {
  return mayHaveTaken(operation) + deliveredValues(operation).length
}

/** A function that sums `weightOf` over the operations whose `timeOf` is at or before a time. */
function tally(
  operations: readonly Operation[],
  timeOf: (operation: Operation) => number,
  weightOf: (operation: Operation) => number,
): (time: number) => number {
  const counted = operations
    .filter((operation) => weightOf(operation) > 0)
    .sort((a, b) => timeOf(a) - timeOf(b))
  const times = Float64Array.from(counted, timeOf)
  const sums = new Float64Array(counted.length + 1)
  counted.forEach((operation, index) => (sums[index + 1] = sums[index]! + weightOf(operation)))
  return (time) => sums[countUpTo(times, time)]!
}

/** Names messages that were acknowledged by then and whose delivery had not begun. */
function proofOf(operations: readonly Operation[], { at, minSize }: Overflow, capacity: number): Proof {
  const deliveries = deliveriesByMessage(deliveriesOf(operations))
  const messages: ProofMessage[] = []
  for (const { f, outcome, input, invokeTime, completeTime } of operations) {
    if (f !== 'enqueue' || outcome !== 'ok' || completeTime > at) continue
    const delivery = deliveries.get(identityOf(input))?.[0]?.operation
    if (delivery && delivery.invokeTime <= at) continue
    const dequeue: ProofMessage['dequeue'] = delivery ? [delivery.invokeTime, delivery.completeTime] : null
    messages.push({ value: input, enqueue: [invokeTime, completeTime], dequeue })
    if (messages.length === 8) break
  }
  return {
    sentence: `right after the ok at ${at} at least ${minSize} messages were inside, more than the ${capacity} allowed`,
    messages,
  }
}
