import type { Lease } from '../../queue/message-queue.ts'
import { defineFault } from '../fault.ts'

function isLease(value: unknown): value is Lease {
  return typeof value === 'object' && value !== null && 'message' in value
}

/** What a client does that acks by itself. Harmless until a consumer fails over what it holds. */
export const prematureAck = defineFault({
  kind: 'premature-ack',
  summary: 'The message is acked as soon as it is taken, before its consumer has worked on it.',
  layer: 'queue',
  parameters: {},
  unsurvivable: true,
  sites: ['queue.dequeue'],
  apply(call, _parameters, context) {
    const settle = (lease: unknown): unknown => {
      if (!isLease(lease)) return lease
      call.ack(lease)
      context.fired()
      return lease
    }
    const taken = call.proceed()
    return call.isAsync ? Promise.resolve(taken).then(settle) : settle(taken)
  },
})
