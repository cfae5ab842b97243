import { renderValue } from '../../foundation/problem.ts'
import type { Operation, Validity } from '../../model/history.ts'
import { verdictOf, type HistoryReport, type Proof, type ProofMessage } from './checker.ts'
import { interval } from './delivery-proofs.ts'
import type { QueueHistory } from './queue-history.ts'
import { readQueueHistory } from './read-queue-history.ts'
import { searchOrder } from './search-order.ts'
import type { ServiceRule } from './service-rule.ts'

/** Legal, undecided, or why not. */
export type Judgement = true | 'unknown' | Proof

/**
 * The way of every ordered checker: what no queue could have done, then the fast rule, and where a payload was enqueued
 * several times and the fast rule did not like the guess at the copies, the search.
 */
export function decideOrder(
  operations: readonly Operation[],
  judge: (history: QueueHistory) => Judgement,
  rule: ServiceRule,
  maxStates: number,
): HistoryReport {
  const history = readQueueHistory(operations)
  if ('sentence' in history) return reportOf(history)
  const judged = judge(history)
  if (judged === true || !history.ambiguous) return reportOf(judged)
  const { legal, stuck } = searchOrder(operations, rule, maxStates)
  return reportOf(legal === false ? stuckProof(stuck) : legal)
}

function reportOf(judged: Judgement): HistoryReport {
  const valid: Validity = typeof judged === 'object' ? false : judged
  return { valid, verdict: verdictOf(valid), proof: typeof judged === 'object' ? judged : null }
}

function stuckProof(stuck: readonly Operation[]): Proof {
  const messages = stuck.slice(0, 8).map((operation): ProofMessage => {
    const enqueue = operation.f === 'enqueue'
    return {
      value: enqueue ? operation.input : operation.output,
      enqueue: enqueue ? interval(operation) : null,
      dequeue: enqueue ? null : interval(operation),
    }
  })
  const names = messages.map(
    ({ value, enqueue }) => `${enqueue ? 'enqueue' : 'dequeue'} of ${renderValue(value)}`,
  )
  return {
    sentence: `no order of the operations is possible, whichever copy was delivered: every one ends where one of these must be next and none leads on: ${names.join(', ')}`,
    messages,
  }
}
