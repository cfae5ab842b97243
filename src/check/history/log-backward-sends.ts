import { compareValues } from './compare-values.ts'
import { identityOf } from './identity.ts'
import { LogPositions } from './log-position.ts'
import type { LogErrors } from './log-record-errors.ts'
import type { LogKey, Move, PartitionLog } from './read-log.ts'

/** Where the offsets that a producer's sends got go backwards. */
export function findBackwardSends(
  moves: readonly Move[],
  partitions: ReadonlyMap<LogKey, PartitionLog>,
): LogErrors['nonmonotonicSend'] {
  const positions = new LogPositions()
  const found: LogErrors['nonmonotonicSend'] = []
  for (const move of moves) {
    if (move.kind === 'assign') positions.assign(move.process, move.keys)
    if (move.kind !== 'send') continue
    const { process: producer, key, value, certain, offset } = move
    const partition = partitions.get(key)!
    if (!certain && !partition.reads.has(identityOf(value))) continue
    const step = positions.advance(producer, partition, value, offset)
    if (!step || step.to.offset > step.from.offset) continue
    found.push({ producer, key, values: [step.from.value, value] })
  }
  return found.sort((a, b) => {
    return (
      compareValues(a.producer, b.producer) ||
      compareValues(a.key, b.key) ||
      compareValues(a.values, b.values)
    )
  })
}
