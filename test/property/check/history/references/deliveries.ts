import type { Operation } from '../../../../../src/model/history.ts'

export interface Came {
  value: unknown
  from: number
  to: number
  op: Operation
  rank: number
}

/** Every message that came out, straight from the format: ok dequeues that are not empty, and the elements of ok drains. */
export function cameOut(history: readonly Operation[]): Came[] {
  const came: Came[] = []
  for (const op of history) {
    if (op.outcome !== 'ok') continue
    const values =
      op.f === 'dequeue'
        ? op.output === null
          ? []
          : [op.output]
        : op.f === 'drain'
          ? (op.output as unknown[])
          : []
    values.forEach((value, rank) => came.push({ value, from: op.invokeTime, to: op.completeTime, op, rank }))
  }
  return came
}

/** Certainly before: by time, or by the order within one drain. */
export function precedes(x: Came, y: Came): boolean {
  return x.to < y.from || (x.op === y.op && x.rank < y.rank)
}

export function distinct<T>(values: readonly T[]): T[] {
  return [...new Set(values)]
}

/** Numbers by size, then strings. */
export function byValue(a: unknown, b: unknown): number {
  if (typeof a !== typeof b) return typeof a === 'number' ? -1 : 1
  return (a as number) < (b as number) ? -1 : (a as number) > (b as number) ? 1 : 0
}

/** Sorts by several fields in turn. */
export function sortBy<T>(items: readonly T[], ...fields: ((item: T) => unknown)[]): T[] {
  return [...items].sort((a, b) => fields.reduce((order, field) => order || byValue(field(a), field(b)), 0))
}
