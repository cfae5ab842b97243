import type { CoreCase } from '../core-case.ts'
import { sendAndJudge } from '../judge-arrivals.ts'

export const order: CoreCase = {
  name: 'order',
  summary: 'what is sent to one inbox, each after the one before was delivered, lies there in that order',
  async run(context) {
    const messages = context.messages(context.options.messages)
    const arrivals = await sendAndJudge(context, messages, 'in turn')
    if (arrivals === null) return
    const places = new Map(messages.map(({ id, sequence }) => [id, sequence]))
    const ids = arrivals.map(({ id }) => id).filter((id) => places.has(id))
    const wrong = ids.findIndex((id, index) => index > 0 && places.get(id)! < places.get(ids[index - 1]!)!)
    if (wrong > 0)
      context.violations.push(`${ids[wrong]} was sent before ${ids[wrong - 1]} and lies behind it`)
  },
}
