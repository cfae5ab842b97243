import type { Operation } from '../../model/history.ts'
import type { OtherOperations } from './attempts-and-deliveries.ts'
import { IndexList } from './index-list.ts'
import { ValueNumbers } from './value-numbers.ts'

/** The operations of a history by what they did, with a number for each distinct value. */
export interface ReadOperations extends OtherOperations {
  values: ValueNumbers
  enqueueOf: Int32Array
  copyBefore: Map<number, number>
  /** By value: its last message, the only one as a rule; -1 for none. */
  lastOf: Int32Array
  /** Of each delivery the operation, and the value's number. */
  deliveredBy: Int32Array
  delivered: Int32Array
  drains: [from: number, to: number][]
}

/** One pass over the operations, since they are objects: most of the time goes into fetching them from memory. */
export function readOperations(operations: readonly Operation[]): ReadOperations {
  const values = new ValueNumbers(operations.length)
  const half = operations.length >> 1
  const [enqueueOf, lastOf] = [new IndexList(half), new IndexList(half)]
  const [deliveredBy, delivered] = [new IndexList(half), new IndexList(half)]
  const copyBefore = new Map<number, number>()
  const drains: [from: number, to: number][] = []
  const other = { empties: [] as number[], takers: [] as number[], endless: [] as number[] }
  const deliver = (operation: number, value: unknown) => {
    const number = values.add(value)
    if (number === lastOf.length) lastOf.push(-1)
    deliveredBy.push(operation)
    delivered.push(number)
  }
  for (let i = 0; i < operations.length; i++) {
    const { f, outcome, input, output } = operations[i]!
    if (outcome === 'fail') continue
    if (f === 'enqueue') {
      const message = enqueueOf.push(i)
      const number = values.add(input)
      if (number === lastOf.length) lastOf.push(message)
      else {
        if (lastOf.at(number) >= 0) copyBefore.set(message, lastOf.at(number))
        lastOf.replace(number, message)
      }
    } else if (f === 'dequeue') {
      if (outcome === 'info') other.takers.push(i)
      else if (output === null || output === undefined) other.empties.push(i)
      else deliver(i, output)
    } else if (f === 'drain') {
      if (outcome === 'info') other.endless.push(i)
      else {
        const from = delivered.length
        if (Array.isArray(output)) for (const value of output as unknown[]) deliver(i, value)
        drains.push([from, delivered.length])
      }
    }
  }
  return {
    values,
    enqueueOf: enqueueOf.toArray(),
    copyBefore,
    lastOf: lastOf.toArray(),
    deliveredBy: deliveredBy.toArray(),
    delivered: delivered.toArray(),
    drains,
    ...other,
  }
}
