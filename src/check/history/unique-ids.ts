import { renderValue } from '../../foundation/problem.ts'
import { z } from '../../foundation/schema.ts'
import { defineHistoryChecker, type Proof, verdictOf } from './checker.ts'
import { compareValues } from './compare-values.ts'
import type { Operation } from '../../model/history.ts'
import { deliveredValues } from './delivered-values.ts'
import { interval } from './delivery-proofs.ts'
import { canonicalJson, ValueNumbers } from './value-numbers.ts'

/** An id may be acknowledged once and delivered once: each kind of operation has its own count. */
const kinds: ((operation: Operation) => readonly unknown[])[] = [
  (operation) => (operation.f === 'enqueue' && operation.outcome === 'ok' ? [operation.output] : []),
  deliveredValues,
]

export const uniqueIds = defineHistoryChecker({
  name: 'unique-ids',
  summary: 'No id is acknowledged twice, and none delivered twice.',
  optionsSchema: z.strictObject({}),
  check(operations) {
    const values = new ValueNumbers(operations.length)
    const most: number[] = []
    for (const idsOf of kinds) {
      const counts: number[] = []
      for (const operation of operations) {
        for (const id of idsOf(operation)) {
          const number = values.add(id)
          counts[number] = (counts[number] ?? 0) + 1
        }
      }
      counts.forEach((count, number) => (most[number] = Math.max(most[number] ?? 0, count)))
    }
    const repeated = most.flatMap((count, number) =>
      count > 1 ? [{ id: values.valueOf(number), count }] : [],
    )
    repeated.sort((a, b) => compareValues(a.id, b.id))
    const duplicated = Object.fromEntries(repeated.map(({ id, count }) => [textOf(id), count]))
    const valid = repeated.length === 0
    return {
      valid,
      verdict: verdictOf(valid),
      duplicated,
      proof: valid ? null : prove(operations, repeated[0]!),
    }
  },
})

function textOf(id: unknown): string {
  return typeof id === 'string' ? id : canonicalJson(id)
}

function prove(operations: readonly Operation[], { id, count }: { id: unknown; count: number }): Proof {
  const text = canonicalJson(id)
  for (const idsOf of kinds) {
    const found = operations.flatMap((operation) => {
      return idsOf(operation).flatMap((other) => (canonicalJson(other) === text ? [operation] : []))
    })
    if (found.length !== count) continue
    const acknowledged = found[0]!.f === 'enqueue'
    const messages = found.slice(0, 8).map((operation) => ({
      value: id,
      enqueue: acknowledged ? interval(operation) : null,
      dequeue: acknowledged ? null : interval(operation),
    }))
    return {
      sentence: `${renderValue(id)} was ${acknowledged ? 'acknowledged' : 'delivered'} ${count} times`,
      messages,
    }
  }
  return { sentence: `${renderValue(id)} occurs ${count} times`, messages: [] }
}
