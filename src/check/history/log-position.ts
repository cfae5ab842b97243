import { identityOf } from './identity.ts'
import type { LogKey, PartitionLog } from './read-log.ts'

export interface LogPosition {
  value: unknown
  offset: number
}

/** Where a value stands: at the offset reported, else at the only one it has; null where it has several. */
export function offsetOf(
  partition: PartitionLog,
  value: unknown,
  reported: number | undefined,
): number | null | undefined {
  if (reported !== undefined) return reported
  const known = partition.offsetsOf.get(identityOf(value))
  if (known && known.length > 1) return null
  return known?.[0]
}

/** The last position of each process in each key. */
export class LogPositions {
  readonly #byProcess = new Map<string | number, Map<LogKey, LogPosition>>()

  /** Moves on to `value`, and returns the step from the last position, if both ends of it are known. */
  advance(
    process: string | number,
    partition: PartitionLog,
    value: unknown,
    reported: number | undefined,
  ): { from: LogPosition; to: LogPosition } | undefined {
    const offset = offsetOf(partition, value, reported)
    if (offset === undefined) return undefined
    let positions = this.#byProcess.get(process)
    if (!positions) this.#byProcess.set(process, (positions = new Map()))
    const from = positions.get(partition.key)
    if (offset === null) {
      positions.delete(partition.key)
      return undefined
    }
    const to = { value, offset }
    positions.set(partition.key, to)
    return from && { from, to }
  }

  /** Keeps the positions of `keys` alone. */
  assign(process: string | number, keys: readonly unknown[]): void {
    const positions = this.#byProcess.get(process)
    const kept = new Set(keys)
    for (const key of positions?.keys() ?? []) if (!kept.has(key)) positions!.delete(key)
  }
}
