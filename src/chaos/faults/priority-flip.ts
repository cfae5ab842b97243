import { z } from '../../foundation/schema.ts'
import { defineFault } from '../fault.ts'

export const priorityFlip = defineFault({
  kind: 'priority-flip',
  summary:
    'The message goes in with another priority: `to`, or the opposite of its own (1 for 0, else its negative).',
  layer: 'queue',
  parameters: {
    to: z
      .int({ error: 'a whole number' })
      .nullable()
      .default(null)
      .describe('the wrong priority; null: the opposite'),
  },
  unsurvivable: true,
  sites: ['queue.enqueue'],
  apply(call, { to }, { fired }) {
    const { message } = call
    if (message === null) return call.proceed()
    const opposite = message.priority === 0 ? 1 : -message.priority
    const priority = to ?? opposite
    if (priority === message.priority) return call.proceed()
    fired()
    return call.proceed({ ...message, priority })
  },
})
