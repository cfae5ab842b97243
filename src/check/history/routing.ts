import { renderValue } from '../../foundation/problem.ts'
import { z } from '../../foundation/schema.ts'
import { agentList } from './agent-list.ts'
import { defineHistoryChecker, verdictOf, type Proof, type ProofMessage } from './checker.ts'
import { mayHaveTaken } from './deliveries.ts'
import { findMisdeliveries, type Misdeliveries } from './find-misdeliveries.ts'
import { identityOf } from './identity.ts'
import { readRoutes, type Routes } from './read-routes.ts'

/**
 * Every message reaches the inboxes of its addressees and no other. Where the format is silent:
 * - `misrouted` names each message and inbox once, `wrongConsumer` each read, `unexpected` each delivery;
 * - `duplicated` counts deliveries per message id and inbox, the addressee's or not: a retry must not arrive twice;
 * - only what was acknowledged can be `missing`, what was never acknowledged may be torn; an id enqueued again belongs to
 *   the addressees of all its attempts that did not fail;
 * - an indeterminate dequeue may have taken one missing copy, an indeterminate drain or a delivery without `key` likewise:
 *   where nothing else is wrong and all that is missing can be excused so, `valid` is "unknown";
 * - an enqueue without addressee, a delivery without inbox, a broadcast without `agents`: not judged, and then nothing is
 *   certainly right, so that `valid` is "unknown" instead of true;
 * - processes and inboxes are compared as text: consumer 3 may read inbox "3".
 */
export const routing = defineHistoryChecker({
  name: 'routing',
  reads: 'routes',
  summary: 'A direct message reaches its addressee, a broadcast each of `agents`, nothing anyone else.',
  optionsSchema: z.strictObject({
    agents: agentList.optional().describe('who a broadcast goes to'),
    exclusiveInbox: z.boolean().default(false).describe('an inbox is read by the process of its name alone'),
  }),
  check(operations, { agents, exclusiveInbox }) {
    const routes = readRoutes(operations, agents)
    const found = findMisdeliveries(routes, exclusiveInbox)
    const { misrouted, missing, duplicated, wrongConsumer, unexpected, tornBroadcast } = found
    const wrong = misrouted.length + duplicated.length + wrongConsumer.length + unexpected.length
    const excuses = operations.reduce((sum, operation) => sum + mayHaveTaken(operation), routes.withoutInbox)
    const unjudged = routes.withoutInbox > 0 || routes.withoutAddressee
    const certain = wrong > 0 || missing.length > excuses
    const valid = certain ? false : missing.length > 0 || unjudged ? 'unknown' : true
    const proof = certain ? proofOf(routes, found) : null
    return {
      valid,
      verdict: verdictOf(valid),
      misrouted,
      missing,
      duplicated,
      wrongConsumer,
      unexpected,
      tornBroadcast,
      proof,
    }
  },
})

function proofOf(routes: Routes, found: Misdeliveries): Proof {
  const { misrouted, missing, duplicated, wrongConsumer, unexpected } = found
  const [sentence, value] = (() => {
    if (misrouted[0]) {
      const { value, to, got } = misrouted[0]
      return [`${renderValue(value)} was addressed to ${to}, yet it came out of the inbox of ${got}`, value]
    }
    if (wrongConsumer[0]) {
      const { value, inbox, consumer } = wrongConsumer[0]
      return [`${renderValue(value)} was read from the inbox of ${inbox} by ${consumer}`, value]
    }
    if (duplicated[0]) {
      const { value, agent, count } = duplicated[0]
      return [`${renderValue(value)} came out of the inbox of ${agent} ${count} times`, value]
    }
    if (missing[0]) {
      const { value, agent } = missing[0]
      return [`${renderValue(value)} was acknowledged, yet it never reached the inbox of ${agent}`, value]
    }
    return [`${renderValue(unexpected[0])} came out, yet nobody enqueued it`, unexpected[0]]
  })()
  return { sentence, messages: showOf(routes, value) }
}

/** One row for each delivery of the message, or its enqueue alone. */
function showOf({ messages }: Routes, value: unknown): ProofMessage[] {
  const message = messages.get(identityOf(value))!
  const enqueue: ProofMessage['enqueue'] = message.first
    ? [message.first.invokeTime, message.first.completeTime]
    : null
  if (message.deliveries.length === 0) return [{ value, enqueue, dequeue: null }]
  return message.deliveries.slice(0, 8).map(({ operation }, index) => {
    const dequeue: ProofMessage['dequeue'] = [operation.invokeTime, operation.completeTime]
    return { value, enqueue: index === 0 ? enqueue : null, dequeue }
  })
}
