import { text } from '../../foundation/schema.ts'
import { defineFault } from '../fault.ts'

export const misroute = defineFault({
  kind: 'misroute',
  summary: 'The message goes to another recipient: `to`, or one of those that other messages went to.',
  layer: 'queue',
  parameters: {
    to: text().nullable().default(null).describe('the wrong recipient; null: one that was seen before'),
  },
  unsurvivable: true,
  lasting: true,
  sites: ['core.sendMessage', 'queue.enqueue'],
  apply(call, { to }, { state, decide, fired }) {
    const { message } = call
    if (message === null) return call.proceed()
    const seen = state(() => new Set<string>())
    const others = [...seen].filter((name) => name !== message.recipient)
    seen.add(message.recipient)
    const recipient = to ?? others[Math.floor(decide('to') * others.length)]
    if (recipient === undefined || recipient === message.recipient) return call.proceed()
    fired()
    return call.proceed({ ...message, recipient })
  },
})
