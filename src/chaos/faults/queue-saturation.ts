import { wholeFromZero } from '../../foundation/schema.ts'
import { QueueFullError } from '../../queue/queue-full-error.ts'
import { defineFault } from '../fault.ts'

/** It fires only where the queue really fills up to it. */
export const queueSaturation = defineFault({
  kind: 'queue-saturation',
  summary: 'The queue has room for `capacity` messages and refuses more, as a full one does.',
  layer: 'queue',
  parameters: { capacity: wholeFromZero().default(0).describe('messages that may wait; 0: it is full') },
  sites: ['queue.enqueue'],
  apply(call, { capacity }, { fired }) {
    const { size } = call.target as { size?: unknown }
    const waiting = typeof size === 'number' ? size : 0
    if (waiting < capacity) return call.proceed()
    fired({ name: 'capacity', asked: capacity, seen: waiting })
    return call.later(() => Promise.reject(new QueueFullError(capacity)))
  },
})
