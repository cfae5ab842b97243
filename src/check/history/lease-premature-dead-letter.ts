import { renderValue } from '../../foundation/problem.ts'
import type { Operation } from '../../model/history.ts'
import { mayHaveTaken } from './deliveries.ts'
import { isDeadLetter, type LeaseMessage, type LeaseOptions } from './lease-messages.ts'
import { leaseRows } from './lease-of.ts'
import type { LeaseViolation } from './lease-rules.ts'

/**
 * Dead-lettered after too few deliveries. Each indeterminate dequeue invoked before the end of a dead letter's delivery
 * may have been one that is missing there; those of an earlier dead letter serve a later one as well, so that the counts up
 * to each time decide.
 */
export function findPrematureDeadLetter(
  messages: readonly LeaseMessage[],
  operations: readonly Operation[],
  { maxDeliveries, dlqKey }: LeaseOptions,
): LeaseViolation | null {
  if (maxDeliveries === undefined || dlqKey === undefined) return null
  const premature = messages
    .map((message) => missingDeliveries(message, maxDeliveries))
    .filter(({ missing }) => missing > 0)
    .sort((a, b) => a.until - b.until)
  if (premature.length === 0) return null
  const takers = operations.filter(
    (operation) => mayHaveTaken(operation) > 0 && !isDeadLetter(operation, dlqKey),
  )
  let missing = 0
  let excuses = 0
  let taker = 0
  for (const { message, until, missing: more, before } of premature) {
    for (; taker < takers.length && takers[taker]!.invokeTime <= until; taker++)
      excuses += mayHaveTaken(takers[taker]!)
    missing += more
    if (missing <= excuses) continue
    const times = before.length === 1 ? 'once' : `${before.length} times`
    const sentence = `${renderValue(message.value)} was dead-lettered by ${until}, yet it had been delivered ${times} of ${maxDeliveries}`
    return {
      kind: 'premature-dead-letter',
      sentence,
      messages: leaseRows(message, [...before, message.deadLetters[0]!]),
    }
  }
  return null
}

/** How many deliveries are missing before the first dead letter. */
function missingDeliveries(message: LeaseMessage, maxDeliveries: number) {
  const until = message.deadLetters.reduce((time, { completeTime }) => Math.min(time, completeTime), Infinity)
  const before = message.deliveries.filter(({ invokeTime }) => invokeTime <= until)
  const missing = message.deadLetters.length === 0 ? 0 : maxDeliveries - before.length
  return { message, until, before, missing }
}
