import { defineFault } from '../fault.ts'

/** Lets every call through, and counts it: to see what a schedule would meet. */
export const noOp = defineFault({
  kind: 'no-op',
  summary: 'Changes nothing: each call goes through as it is, and is counted.',
  layer: 'queue',
  parameters: {},
  sites: ['queue.enqueue', 'queue.dequeue', 'queue.ack', 'queue.nack', 'core.sendMessage', 'consumer.handle'],
  apply(call, _parameters, context) {
    context.fired()
    return call.proceed()
  },
})
