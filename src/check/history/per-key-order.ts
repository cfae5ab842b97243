import { renderValue } from '../../foundation/problem.ts'
import { z } from '../../foundation/schema.ts'
import { defineHistoryChecker, verdictOf, type Proof, type ProofMessage } from './checker.ts'
import { compareValues } from './compare-values.ts'
import { findReordered, type ReorderedPair } from './find-reordered.ts'
import { findUndelivered } from './find-undelivered.ts'
import { readStreams, type StreamMessage } from './read-streams.ts'

/**
 * Messages of one producer and key come out in the order in which they went in. Where the format is silent:
 * - `valid` depends on `reordered` alone, the first deliveries; what redeliveries do is listed and not judged;
 * - "the first delivery of b completed before that of a was invoked" holds if some delivery of b precedes every delivery
 *   of a, "over all pairs of deliveries" if some delivery of b precedes some delivery of a; a pair is listed once;
 * - within one drain, messages were delivered one after another;
 * - the same id enqueued again: as the earlier of a pair each acknowledged copy counts, as the later only the first attempt
 *   that did not fail, since what came out may have been that one;
 * - a producer and key of which nothing came out has lost its postfix (as in Jepsen's NATS test);
 * - at most 1,000,000 pairs are listed: a history in reverse has half of the square of its length.
 */
export const perKeyOrder = defineHistoryChecker({
  name: 'per-key-order',
  reads: 'order',
  summary: 'Of one producer and key, what was acknowledged before another was sent is delivered before it.',
  optionsSchema: z.strictObject({}),
  check(operations) {
    const streams = readStreams(operations)
    const reordered = findReordered(streams, 'first')
    const valid = reordered.length === 0
    return {
      valid,
      verdict: verdictOf(valid),
      reordered: idsOf(reordered),
      reorderedEveryDelivery: idsOf(findReordered(streams, 'every')),
      undelivered: findUndelivered(streams),
      proof: valid ? null : proofOf(reordered[0]!),
    }
  },
})

function idsOf(pairs: readonly ReorderedPair[]): [unknown, unknown][] {
  return pairs
    .map(({ earlier, later }): [unknown, unknown] => [earlier.value, later.value])
    .sort((a, b) => compareValues(a[0], b[0]) || compareValues(a[1], b[1]))
    .filter(
      (pair, i, all) =>
        i === 0 ||
        compareValues(pair[0], all[i - 1]![0]) !== 0 ||
        compareValues(pair[1], all[i - 1]![1]) !== 0,
    )
}

function proofOf({ earlier, later }: ReorderedPair): Proof {
  const [first, second] = [showOf(earlier), showOf(later)]
  const { process, key } = earlier.enqueue
  const where = key === undefined ? `producer ${process}` : `producer ${process}, key ${key}`
  const sent = `${renderValue(second.value)} was sent after ${renderValue(first.value)} had been acknowledged (${where})`
  const same = first.dequeue![0] === second.dequeue![0] && first.dequeue![1] === second.dequeue![1]
  const came = same
    ? `the drain during ${first.dequeue![0]} to ${first.dequeue![1]} delivered it first`
    : `it was delivered by ${second.dequeue![1]} and ${renderValue(first.value)} not before ${first.dequeue![0]}`
  return { sentence: `${sent}, yet ${came}`, messages: [first, second] }
}

function showOf({ value, enqueue, deliveries }: StreamMessage): ProofMessage {
  const first = deliveries.reduce((best, delivery) => {
    return delivery.operation.completeTime < best.operation.completeTime ? delivery : best
  })
  const { invokeTime, completeTime } = first.operation
  return { value, enqueue: [enqueue.invokeTime, enqueue.completeTime], dequeue: [invokeTime, completeTime] }
}
