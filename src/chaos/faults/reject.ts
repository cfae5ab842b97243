import { QueueFullError } from '../../queue/queue-full-error.ts'
import { defineFault } from '../fault.ts'
import { refusedBy } from '../outcomes.ts'

/** A broker over its quota. */
export const reject = defineFault({
  kind: 'reject',
  summary:
    'The message is refused as by a full queue: `QueueFullError`, false from `offer`, `refused` from a core.',
  layer: 'queue',
  parameters: {},
  sites: ['queue.enqueue', 'core.sendMessage'],
  apply(call, _parameters, context) {
    context.fired()
    if (call.site === 'core.sendMessage') return refusedBy('reject')
    return call.later(() => Promise.reject(new QueueFullError(0)))
  },
})
