import { renderValue } from '../../foundation/problem.ts'
import { z } from '../../foundation/schema.ts'
import { defineHistoryChecker, verdictOf, type Proof, type ProofMessage } from './checker.ts'
import { findBackwardSends } from './log-backward-sends.ts'
import { findPollErrors } from './log-poll-errors.ts'
import { findRecordErrors, type LogErrors } from './log-record-errors.ts'
import { identityOf } from './identity.ts'
import { readLog, type PartitionLog } from './read-log.ts'

/**
 * A log with offsets for each key, by the rules of Jepsen's Kafka workload with one message per operation. Where the
 * format is silent:
 * - the log holds the offsets of acknowledged sends, of indeterminate sends whose value was read, and of all reads;
 * - a read is an ok dequeue, or an element of an ok drain (without offset); one without key is of the key under which its
 *   value was sent; a missing key is a key of its own;
 * - `abortedRead` and `lost` name a value once; a value is aborted only if every send of it under that key failed;
 * - "the highest offset read" is, as in Jepsen, the highest of the first offsets of the values read, and a value must have
 *   been read if its last offset is at or below that;
 * - a consumer's or producer's position is the offset that it reported, else the one offset that its value has; with none
 *   it stays, with several it is forgotten;
 * - repeating an offset is going backwards, as in Jepsen; after an error the position is that of the later operation;
 * - `skipped` lists all values at the offsets passed over; at most 1,000,000 in all;
 * - an ok `assign` resets the positions of the keys it drops, for polls and, as in Jepsen, for sends.
 */
export const log = defineHistoryChecker({
  name: 'log',
  summary: 'A log with offsets: nothing aborted is read, nothing lost, doubled, skipped or reordered.',
  optionsSchema: z.strictObject({}),
  check(operations) {
    const { partitions, moves } = readLog(operations)
    const found: LogErrors = {
      ...findRecordErrors(partitions),
      ...findPollErrors(moves, partitions),
      nonmonotonicSend: findBackwardSends(moves, partitions),
    }
    const kinds = Object.entries(found) as [keyof LogErrors, unknown[]][]
    const errors = Object.fromEntries(kinds.filter(([, list]) => list.length > 0)) as Partial<LogErrors>
    const valid = Object.keys(errors).length === 0
    return { valid, verdict: verdictOf(valid), errors, proof: valid ? null : proofOf(errors, partitions) }
  },
})

function proofOf(errors: Partial<LogErrors>, partitions: ReadonlyMap<unknown, PartitionLog>): Proof {
  const [sentence, values] = describe(errors)
  return { sentence, messages: values.slice(0, 8).map((value) => showOf(value, partitions)) }
}

function describe(errors: Partial<LogErrors>): [sentence: string, values: readonly unknown[]] {
  const show = (values: readonly unknown[]): string => values.slice(0, 8).map(renderValue).join(', ')
  const { abortedRead, inconsistentOffsets, lost, duplicate, pollSkip, nonmonotonicPoll, nonmonotonicSend } =
    errors
  if (abortedRead)
    return [`${renderValue(abortedRead[0])} was read, yet every send of it failed`, abortedRead]
  if (lost)
    return [`${renderValue(lost[0])} was acknowledged and later offsets were read, yet nobody read it`, lost]
  if (inconsistentOffsets) {
    const { key, offset, values } = inconsistentOffsets[0]!
    return [`offset ${offset} of key ${renderValue(key)} held ${show(values)}`, values]
  }
  if (duplicate) {
    const { key, value, offsets } = duplicate[0]!
    return [
      `${renderValue(value)} stands in key ${renderValue(key)} at the offsets ${show(offsets)}`,
      [value],
    ]
  }
  if (nonmonotonicPoll) {
    const { consumer, key, values } = nonmonotonicPoll[0]!
    return [
      `${consumer} read ${show(values)} in this order from key ${renderValue(key)}, against the offsets`,
      values,
    ]
  }
  if (nonmonotonicSend) {
    const { producer, key, values } = nonmonotonicSend[0]!
    return [
      `${producer} sent ${show(values)} in this order to key ${renderValue(key)}, against the offsets`,
      values,
    ]
  }
  const { consumer, key, skipped } = pollSkip![0]!
  return [`${consumer} passed over ${show(skipped)} in key ${renderValue(key)}`, skipped]
}

/** The first send of a value and the first read of it. */
function showOf(value: unknown, partitions: ReadonlyMap<unknown, PartitionLog>): ProofMessage {
  const id = identityOf(value)
  let enqueue: ProofMessage['enqueue'] = null
  let dequeue: ProofMessage['dequeue'] = null
  for (const { sends, reads } of partitions.values()) {
    const [send] = sends.get(id) ?? []
    const read = reads.get(id)
    if (send) enqueue ??= [send.invokeTime, send.completeTime]
    if (read) dequeue ??= [read.invokeTime, read.completeTime]
  }
  return { value, enqueue, dequeue }
}
