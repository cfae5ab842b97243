import { compareValues } from './compare-values.ts'
import { LogPositions } from './log-position.ts'
import type { LogErrors } from './log-record-errors.ts'
import { valuesAt, type LogKey, type Move, type PartitionLog } from './read-log.ts'

const mostSkipped = 1_000_000

/** Where a consumer's reads go backwards, or pass over a value that exists. */
export function findPollErrors(
  moves: readonly Move[],
  partitions: ReadonlyMap<LogKey, PartitionLog>,
): Pick<LogErrors, 'pollSkip' | 'nonmonotonicPoll'> {
  const positions = new LogPositions()
  const found: Pick<LogErrors, 'pollSkip' | 'nonmonotonicPoll'> = { pollSkip: [], nonmonotonicPoll: [] }
  let room = mostSkipped
  for (const move of moves) {
    if (move.kind === 'assign') positions.assign(move.process, move.keys)
    if (move.kind !== 'read') continue
    const { process: consumer, key } = move
    const partition = partitions.get(key)!
    const step = positions.advance(consumer, partition, move.value, move.offset)
    if (!step) continue
    const { from, to } = step
    if (to.offset <= from.offset)
      found.nonmonotonicPoll.push({ consumer, key, values: [from.value, to.value] })
    const skipped = valuesBetween(partition, from.offset, to.offset, room)
    room -= skipped.length
    if (skipped.length > 0) found.pollSkip.push({ consumer, key, skipped })
  }
  found.pollSkip.sort(
    (a, b) =>
      compareValues(a.consumer, b.consumer) ||
      compareValues(a.key, b.key) ||
      compareValues(a.skipped, b.skipped),
  )
  found.nonmonotonicPoll.sort(
    (a, b) =>
      compareValues(a.consumer, b.consumer) ||
      compareValues(a.key, b.key) ||
      compareValues(a.values, b.values),
  )
  return found
}

/** The values at the known offsets strictly between two, in log order; at most `room`. */
function valuesBetween(partition: PartitionLog, from: number, to: number, room: number): unknown[] {
  const { ordered } = partition
  let low = 0
  let high = ordered.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (ordered[middle]! <= from) low = middle + 1
    else high = middle
  }
  const values: unknown[] = []
  for (let i = low; i < ordered.length && ordered[i]! < to && values.length < room; i++) {
    for (const value of valuesAt(partition, ordered[i]!)) values.push(value)
  }
  return values
}
