import { compareValues } from './compare-values.ts'
import { valuesAt, type LogKey, type PartitionLog } from './read-log.ts'

type Process = string | number

export interface LogErrors {
  abortedRead: unknown[]
  inconsistentOffsets: { key: LogKey; offset: number; values: unknown[] }[]
  lost: unknown[]
  duplicate: { key: LogKey; value: unknown; offsets: number[] }[]
  pollSkip: { consumer: Process; key: LogKey; skipped: unknown[] }[]
  nonmonotonicPoll: { consumer: Process; key: LogKey; values: [unknown, unknown] }[]
  nonmonotonicSend: { producer: Process; key: LogKey; values: [unknown, unknown] }[]
}

export type RecordErrors = Pick<LogErrors, 'abortedRead' | 'inconsistentOffsets' | 'lost' | 'duplicate'>

/** What is wrong with the logs themselves, whoever read them. */
export function findRecordErrors(partitions: ReadonlyMap<LogKey, PartitionLog>): RecordErrors {
  const found: RecordErrors = { abortedRead: [], inconsistentOffsets: [], lost: [], duplicate: [] }
  for (const partition of partitions.values()) {
    const { key, values, sends, reads, offsets, offsetsOf, ordered } = partition
    for (const id of reads.keys()) {
      const attempts = sends.get(id)
      if (attempts?.every(({ outcome }) => outcome === 'fail')) found.abortedRead.push(values.get(id))
    }
    for (const offset of ordered) {
      if (offsets.get(offset)!.size > 1) {
        found.inconsistentOffsets.push({ key, offset, values: valuesAt(partition, offset) })
      }
    }
    for (const [id, list] of offsetsOf) {
      if (list.length > 1) found.duplicate.push({ key, value: values.get(id), offsets: list })
    }
    for (const value of lostIn(partition)) found.lost.push(value)
  }
  found.abortedRead.sort(compareValues)
  found.lost.sort(compareValues)
  found.inconsistentOffsets.sort((a, b) => compareValues(a.key, b.key) || a.offset - b.offset)
  found.duplicate.sort((a, b) => compareValues(a.key, b.key) || compareValues(a.value, b.value))
  return found
}

/** Acknowledged, at or below the highest offset that was certainly passed by reading, and read by nobody. */
function lostIn({ values, sends, reads, offsetsOf }: PartitionLog): unknown[] {
  let highest = -Infinity
  for (const id of reads.keys()) highest = Math.max(highest, offsetsOf.get(id)?.[0] ?? -Infinity)
  const lost: unknown[] = []
  for (const [id, attempts] of sends) {
    const last = offsetsOf.get(id)?.at(-1)
    if (last === undefined || last > highest || reads.has(id)) continue
    if (attempts.some(({ outcome }) => outcome === 'ok')) lost.push(values.get(id))
  }
  return lost
}
