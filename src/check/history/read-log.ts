import type { Operation } from '../../model/history.ts'
import { compareValues } from './compare-values.ts'
import { deliveredValues } from './delivered-values.ts'
import { identityOf } from './identity.ts'

export type LogKey = string | number | undefined

/** What is known about the log of one key. Values stand under the identity of their id. */
export interface PartitionLog {
  key: LogKey
  values: Map<unknown, unknown>
  sends: Map<unknown, Operation[]>
  /** The first read of each value. */
  reads: Map<unknown, Operation>
  /** The values at each offset, by identity. */
  offsets: Map<number, Set<unknown>>
  /** The offsets of each value, ascending. */
  offsetsOf: Map<unknown, number[]>
  /** All offsets, ascending. */
  ordered: number[]
}

/** What moves a position, in time order: a send, a read, or an assignment. */
export type Move =
  | { kind: 'read'; process: string | number; key: LogKey; value: unknown; offset: number | undefined }
  | {
      kind: 'send'
      process: string | number
      key: LogKey
      value: unknown
      offset: number | undefined
      /** Acknowledged; otherwise it counts only if its value was read. */
      certain: boolean
    }
  | { kind: 'assign'; process: string | number; keys: readonly unknown[] }

/** Builds the logs and the moves of all processes. */
export function readLog(operations: readonly Operation[]): {
  partitions: Map<LogKey, PartitionLog>
  moves: Move[]
} {
  const partitions = new Map<LogKey, PartitionLog>()
  const moves: Move[] = []
  const sentUnder = new Map<unknown, LogKey>()
  for (const operation of operations) {
    if (operation.f !== 'enqueue') continue
    const { key, input } = operation
    const id = identityOf(input)
    const partition = partitionOf(partitions, key)
    partition.values.set(id, input)
    const sends = partition.sends.get(id)
    if (sends) sends.push(operation)
    else partition.sends.set(id, [operation])
    if (!sentUnder.has(id)) sentUnder.set(id, key)
  }
  for (const operation of operations) {
    const { f, process, outcome, output, offset } = operation
    if (f === 'assign' && outcome === 'ok') {
      moves.push({ kind: 'assign', process, keys: Array.isArray(output) ? output : [] })
    }
    if (f === 'enqueue' && outcome !== 'fail') {
      moves.push({
        kind: 'send',
        process,
        key: operation.key,
        value: operation.input,
        offset,
        certain: outcome === 'ok',
      })
    }
    for (const value of deliveredValues(operation)) {
      const key = operation.key ?? sentUnder.get(identityOf(value))
      addRead(partitionOf(partitions, key), operation, value)
      moves.push({ kind: 'read', process, key, value, offset: f === 'drain' ? undefined : offset })
    }
  }
  for (const partition of partitions.values()) completeOffsets(partition)
  return { partitions, moves }
}

function partitionOf(partitions: Map<LogKey, PartitionLog>, key: LogKey): PartitionLog {
  let partition = partitions.get(key)
  if (partition) return partition
  partition = {
    key,
    values: new Map(),
    sends: new Map(),
    reads: new Map(),
    offsets: new Map(),
    offsetsOf: new Map(),
    ordered: [],
  }
  partitions.set(key, partition)
  return partition
}

function addRead(partition: PartitionLog, operation: Operation, value: unknown): void {
  const id = identityOf(value)
  partition.values.set(id, value)
  if (!partition.reads.has(id)) partition.reads.set(id, operation)
  if (operation.f === 'dequeue') addOffset(partition, id, operation.offset)
}

function addOffset({ offsets }: PartitionLog, id: unknown, offset: number | undefined): void {
  if (offset === undefined) return
  const values = offsets.get(offset)
  if (values) values.add(id)
  else offsets.set(offset, new Set([id]))
}

/** Sends count if they were acknowledged, or if nobody knows but the value was read. */
function completeOffsets(partition: PartitionLog): void {
  const { sends, reads, offsets, offsetsOf, ordered } = partition
  for (const [id, operations] of sends) {
    for (const { outcome, offset } of operations) {
      if (outcome === 'ok' || (outcome === 'info' && reads.has(id))) addOffset(partition, id, offset)
    }
  }
  for (const offset of offsets.keys()) ordered.push(offset)
  ordered.sort((a, b) => a - b)
  for (const offset of ordered) {
    for (const id of offsets.get(offset)!) {
      const known = offsetsOf.get(id)
      if (known) known.push(offset)
      else offsetsOf.set(id, [offset])
    }
  }
}

/** The values at an offset, sorted. */
export function valuesAt({ offsets, values }: PartitionLog, offset: number): unknown[] {
  return [...(offsets.get(offset) ?? [])].map((id) => values.get(id)).sort(compareValues)
}
