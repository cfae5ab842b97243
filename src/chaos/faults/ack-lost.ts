import { defineFault } from '../fault.ts'

/** The lease runs out, and the message comes again. */
export const ackLost = defineFault({
  kind: 'ack-lost',
  summary: 'The ack never reaches the queue, and the consumer gets no answer: neither true nor false.',
  layer: 'queue',
  parameters: {},
  sites: ['queue.ack', 'queue.nack'],
  apply(_call, _parameters, context) {
    context.fired()
    return null
  },
})
