import { lease } from '../check/history/lease.ts'
import type { CaseContext } from './case-context.ts'
import { DEAD_LETTERS } from './recorded-queue.ts'

interface Evidence {
  /** The queue was taken from until there was no more, so that what is missing is lost. */
  drained: boolean
}

/** Nobody has a message while somebody else holds it, nor after its ack; and none is lost, if the evidence suffices. */
export function judgeLeases(context: CaseContext, { drained }: Evidence): void {
  const { maxDeliveries, delivery } = context.capabilities
  const rule = {
    visibilityMs: context.certainLeaseMs,
    dlqKey: DEAD_LETTERS,
    // What may be lost is no violation when it is.
    drained: drained && delivery !== 'at-most-once',
    ...(typeof maxDeliveries === 'number' ? { maxDeliveries } : {}),
  }
  context.judge(lease, rule, context.queue.operations)
}
