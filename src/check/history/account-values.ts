import type { Operation } from '../../model/history.ts'
import { deliveredValues } from './delivered-values.ts'
import { ValueNumbers } from './value-numbers.ts'

/** How often each value was attempted, acknowledged, refused and delivered; by the value's number. */
export interface ValueAccount {
  values: ValueNumbers
  attempted: Uint32Array
  acked: Uint32Array
  failed: Uint32Array
  delivered: Uint32Array
  indeterminateDequeues: number
  indeterminateDrains: number
}

/** One pass to number the values, one to count them. */
export function accountValues(operations: readonly Operation[]): ValueAccount {
  const values = new ValueNumbers(operations.length)
  let [indeterminateDequeues, indeterminateDrains] = [0, 0]
  for (const operation of operations) {
    const { f, outcome } = operation
    if (f === 'enqueue') values.add(operation.input)
    else if (outcome === 'ok') for (const value of deliveredValues(operation)) values.add(value)
    else if (outcome === 'info' && f === 'dequeue') indeterminateDequeues++
    else if (outcome === 'info' && f === 'drain') indeterminateDrains++
  }
  const counts = () => new Uint32Array(values.size)
  const account = { values, attempted: counts(), acked: counts(), failed: counts(), delivered: counts() }
  for (const operation of operations) {
    if (operation.f === 'enqueue') {
      const value = values.find(operation.input)
      account.attempted[value]!++
      if (operation.outcome === 'ok') account.acked[value]!++
      if (operation.outcome === 'fail') account.failed[value]!++
    } else {
      for (const delivered of deliveredValues(operation)) account.delivered[values.find(delivered)]!++
    }
  }
  return { ...account, indeterminateDequeues, indeterminateDrains }
}
