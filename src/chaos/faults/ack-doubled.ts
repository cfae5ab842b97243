import { count } from '../../foundation/schema.ts'
import { defineFault } from '../fault.ts'

/** The second one must not settle what somebody else holds by then. */
export const ackDoubled = defineFault({
  kind: 'ack-doubled',
  summary: 'The ack reaches the queue more than once; the consumer gets the first answer.',
  layer: 'queue',
  parameters: { copies: count().default(1).describe('acks beyond the first') },
  sites: ['queue.ack', 'queue.nack'],
  apply(call, { copies }, { fired }) {
    const answer = call.proceed()
    let seen = 0
    for (; seen < copies; seen++) call.proceed()
    fired({ name: 'copies', asked: copies, seen })
    return answer
  },
})
