import { text } from '../../foundation/schema.ts'
import { defineFault } from '../fault.ts'

export const misroute = defineFault({
  kind: 'misroute',
  summary: 'The message goes to another recipient: `to`, or one of those that messages went to before.',
  layer: 'queue',
  parameters: {
    to: text()
      .nullable()
      .default(null)
      .describe('the wrong recipient; null: one of those before, so the first message stays as it is'),
  },
  unsurvivable: true,
  sites: ['core.sendMessage', 'queue.enqueue'],
  apply(call, { to }, { decide, fired }) {
    const { message } = call
    if (message === null) return call.proceed()
    const others = call.recipients().filter((name) => name !== message.recipient)
    const recipient = to ?? others[Math.floor(decide('to') * others.length)]
    if (recipient === undefined || recipient === message.recipient) return call.proceed()
    fired()
    return call.proceed({ ...message, recipient })
  },
})
