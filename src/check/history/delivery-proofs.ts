import { renderValue } from '../../foundation/problem.ts'
import type { Operation } from '../../model/history.ts'
import type { Proof, ProofMessage } from './checker.ts'
import { deliveredValues } from './delivered-values.ts'
import { canonicalJson } from './value-numbers.ts'

export function interval({ invokeTime, completeTime }: Operation): [number, number] {
  return [invokeTime, completeTime]
}

export function neverEnqueued(operations: readonly Operation[], value: unknown, dequeue: Operation): Proof {
  const text = canonicalJson(value)
  const failed = operations.find(({ f, input }) => f === 'enqueue' && canonicalJson(input) === text)
  const enqueued = failed ? 'every enqueue of it failed' : 'nobody enqueued it'
  const message = { value, enqueue: failed ? interval(failed) : null, dequeue: interval(dequeue) }
  return {
    sentence: `${renderValue(value)} was delivered during ${during(dequeue)}, yet ${enqueued}`,
    messages: [message],
  }
}

export function deliveredTooEarly(enqueue: Operation, dequeue: Operation): Proof {
  const value = enqueue.input
  const sentence = `${renderValue(value)} was delivered by ${dequeue.completeTime}, yet its enqueue began only at ${enqueue.invokeTime}`
  return { sentence, messages: [{ value, enqueue: interval(enqueue), dequeue: interval(dequeue) }] }
}

/** Pairs the enqueues of the value with its deliveries, as far as either go. */
export function deliveredTooOften(operations: readonly Operation[], value: unknown): Proof {
  const text = canonicalJson(value)
  const same = (other: unknown) => canonicalJson(other) === text
  const enqueues = operations.filter(
    ({ f, outcome, input }) => f === 'enqueue' && outcome !== 'fail' && same(input),
  )
  const dequeues = operations.flatMap((operation) => {
    return deliveredValues(operation)
      .filter(same)
      .map(() => operation)
  })
  dequeues.sort((a, b) => a.completeTime - b.completeTime)
  const messages = dequeues.slice(0, 8).map((dequeue, i): ProofMessage => {
    const enqueue = enqueues[i]
    return { value, enqueue: enqueue ? interval(enqueue) : null, dequeue: interval(dequeue) }
  })
  const times = (count: number) => (count === 1 ? 'once' : `${count} times`)
  const more = dequeues.length > enqueues.length
  const sentence = more
    ? `${renderValue(value)} was delivered ${times(dequeues.length)}, yet enqueued ${times(enqueues.length)}`
    : `${renderValue(value)} was delivered more often than it had been enqueued by then`
  return { sentence, messages }
}

export function during({ invokeTime, completeTime }: Operation): string {
  return `${invokeTime} to ${completeTime}`
}
