import type { CoreCase } from '../core-case.ts'
import { sendAndJudge } from '../judge-arrivals.ts'

export const delivery: CoreCase = {
  name: 'delivery',
  summary: 'each send settles with an outcome; what is "delivered" arrives once, what is "refused" does not',
  async run(context) {
    await sendAndJudge(context, context.messages(context.options.messages), 'in turn')
  },
}
