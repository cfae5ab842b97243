import type { CoreCase } from '../core-case.ts'
import { sendAndJudge } from '../judge-arrivals.ts'

export const recipients: CoreCase = {
  name: 'recipients',
  summary: 'a message arrives in the inbox of its recipient and in no other; a copy of a broadcast too',
  async run(context) {
    const agents = ['Agent-1', 'Agent-2', 'Agent-3']
    // As the processor expands a broadcast: one call per addressee, with the same id.
    const [broadcast] = context.messages(1)
    const copies = agents.map((recipient) => ({ ...broadcast!, recipient, type: 'BROADCAST' }))
    const direct = context
      .messages(context.options.messages)
      .slice(1)
      .map((message, index) => ({ ...message, recipient: agents[index % agents.length]! }))
    await sendAndJudge(context, [...copies, ...direct], 'in turn')
  },
}
