import type { CoreCase } from '../core-case.ts'
import { sendAndJudge } from '../judge-arrivals.ts'

export const concurrentSends: CoreCase = {
  name: 'concurrent sends',
  summary: 'sends that overlap lose nothing, double nothing, and mix nothing up',
  async run(context) {
    const messages = context
      .messages(context.options.messages)
      .map((message, index) => ({ ...message, recipient: `Agent-${1 + (index % 5)}` }))
    await sendAndJudge(context, messages, 'together')
  },
}
