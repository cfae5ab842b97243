import type { HistoryChecker } from '../check/history/checker.ts'
import { deliveriesByMessage, deliveriesOf } from '../check/history/deliveries.ts'
import { identityOf } from '../check/history/identity.ts'
import type { Operation } from '../model/history.ts'
import type { CaseContext } from './case-context.ts'

/**
 * First deliveries came in the order that `rule` wants. When a message comes again is no matter of order, and a queue that
 * may lose messages is not held to those it lost.
 */
export function judgeOrder(context: CaseContext, rule: HistoryChecker): void {
  const { traffic, capabilities } = context
  const deliveries = deliveriesByMessage(deliveriesOf(traffic))
  const lossy = capabilities.delivery === 'at-most-once'
  const operations = traffic
    .filter((operation) => {
      const first = deliveries.get(identityOf(operation.output))?.[0]
      return operation.f !== 'dequeue' || operation.outcome !== 'ok' || first?.operation === operation
    })
    .map((operation): Operation => {
      const { f, outcome, input } = operation
      const lost = f === 'enqueue' && outcome === 'ok' && !deliveries.has(identityOf(input))
      // As if it were not known whether it had an effect: it may have gone at any time.
      return lossy && lost ? { ...operation, outcome: 'info', completeTime: Infinity } : operation
    })
  context.judge(rule, {}, operations)
}
