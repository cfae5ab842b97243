import type { Operation } from '../../model/history.ts'
import { IndexList } from './index-list.ts'
import { ValueNumbers } from './value-numbers.ts'

/** How often each value was attempted, acknowledged, refused and delivered; by the value's number. */
export interface ValueAccount {
  values: ValueNumbers
  attempted: Int32Array
  acked: Int32Array
  failed: Int32Array
  delivered: Int32Array
  indeterminateDequeues: number
  indeterminateDrains: number
}

export function accountValues(operations: readonly Operation[]): ValueAccount {
  const counts = new ValueCounts(operations.length)
  const { attempted, acked, failed, delivered } = counts
  let [indeterminateDequeues, indeterminateDrains] = [0, 0]
  for (let i = 0; i < operations.length; i++) {
    const { f, outcome, input, output } = operations[i]!
    if (f === 'enqueue') {
      const value = counts.numberOf(input)
      attempted.increment(value)
      if (outcome === 'ok') acked.increment(value)
      if (outcome === 'fail') failed.increment(value)
    } else if (f === 'dequeue') {
      if (outcome === 'info') indeterminateDequeues++
      if (outcome === 'ok' && output !== null && output !== undefined)
        delivered.increment(counts.numberOf(output))
    } else if (f === 'drain') {
      if (outcome === 'info') indeterminateDrains++
      if (outcome === 'ok' && Array.isArray(output))
        for (const value of output as unknown[]) delivered.increment(counts.numberOf(value))
    }
  }
  return {
    values: counts.values,
    attempted: attempted.toArray(),
    acked: acked.toArray(),
    failed: failed.toArray(),
    delivered: delivered.toArray(),
    indeterminateDequeues,
    indeterminateDrains,
  }
}

/** Lists that grow together, with a 0 for each new value. */
class ValueCounts {
  readonly values: ValueNumbers
  readonly attempted: IndexList
  readonly acked: IndexList
  readonly failed: IndexList
  readonly delivered: IndexList

  constructor(operations: number) {
    const expected = operations >> 1
    this.values = new ValueNumbers(operations)
    this.attempted = new IndexList(expected)
    this.acked = new IndexList(expected)
    this.failed = new IndexList(expected)
    this.delivered = new IndexList(expected)
  }

  numberOf(value: unknown): number {
    const number = this.values.add(value)
    if (number === this.attempted.length) {
      this.attempted.push(0)
      this.acked.push(0)
      this.failed.push(0)
      this.delivered.push(0)
    }
    return number
  }
}
