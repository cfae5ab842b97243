import { totalQueue } from '../check/history/total-queue.ts'
import type { CaseContext } from './case-context.ts'
import { deliveryGuarantee } from './delivery-guarantee.ts'

/** What went in came out, as the queue's delivery claim says; it was taken from until there was no more. */
export function judgeAccounts(context: CaseContext): void {
  const guarantee = deliveryGuarantee(context.capabilities)
  context.judge(totalQueue, { guarantee, drained: true })
}
