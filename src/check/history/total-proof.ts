import { renderValue } from '../../foundation/problem.ts'
import type { Operation } from '../../model/history.ts'
import type { Proof, ProofMessage } from './checker.ts'
import { deliveredValues } from './delivered-values.ts'
import { interval } from './delivery-proofs.ts'
import type { TotalClasses } from './classify-values.ts'
import { canonicalJson } from './value-numbers.ts'

/** The worst class that breaks the guarantee, with its first messages. */
export function totalProof(
  operations: readonly Operation[],
  classes: TotalClasses,
  guarantee: 'atLeastOnce' | 'atMostOnce' | 'exactlyOnce',
  definitelyLost: number,
): Proof {
  const repeated = guarantee === 'atLeastOnce' ? [] : classes.duplicatedPerAttempt
  const lost = guarantee === 'atMostOnce' || definitelyLost === 0 ? [] : classes.lost
  const kinds: { ids: readonly unknown[]; claim: string }[] = [
    { ids: classes.phantom, claim: 'delivered although every enqueue of it failed' },
    { ids: classes.unexpected, claim: 'delivered although nobody enqueued it' },
    { ids: repeated, claim: 'delivered more often than it was enqueued' },
    { ids: lost, claim: 'acknowledged, and not among what the queue delivered until it was empty' },
  ]
  const { ids, claim } = kinds.find(({ ids }) => ids.length > 0)!
  const distinct = [...new Map(ids.map((id) => [canonicalJson(id), id])).values()]
  const [first, others] = [renderValue(distinct[0]), distinct.length - 1]
  const unsure =
    ids === lost && definitelyLost < lost.length ? `; at least ${definitelyLost} of them for certain` : ''
  const more = others > 0 ? ` (and ${others} more)` : ''
  const messages = distinct.slice(0, 8).map((id) => messageOf(operations, id))
  return { sentence: `${first}${more} was ${claim}${unsure}`, messages }
}

/** The last enqueue of the id and its last delivery. */
function messageOf(operations: readonly Operation[], id: unknown): ProofMessage {
  const text = canonicalJson(id)
  const same = (other: unknown) => canonicalJson(other) === text
  const enqueue = operations.findLast(({ f, input }) => f === 'enqueue' && same(input))
  const dequeue = operations.findLast((operation) => deliveredValues(operation).some(same))
  return {
    value: id,
    enqueue: enqueue ? interval(enqueue) : null,
    dequeue: dequeue ? interval(dequeue) : null,
  }
}
