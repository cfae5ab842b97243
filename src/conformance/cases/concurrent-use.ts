import type { BehaviorCase } from '../behavior-case.ts'
import { Consumers } from '../consumers.ts'
import { judgeAccounts } from '../judge-accounts.ts'
import { judgeLeases } from '../judge-leases.ts'
import { makeMessages } from '../make-messages.ts'
import { produce } from '../produce.ts'

const producers = 4
const consumersAtOnce = 4

export const concurrentUse: BehaviorCase = {
  name: 'concurrent use',
  summary: 'four producers and four consumers at once: nothing is lost, nobody has what another one holds',
  claimed: () => true,
  async run(context) {
    const each = Math.ceil(context.options.messages / producers)
    const consumers = new Consumers(context, consumersAtOnce, undefined, { hold: true })
    const counts = await context.waitFor(
      'the producers',
      Promise.all(
        Array.from({ length: producers }, (_, index) => {
          const label = `p${index + 1}`
          const random = context.random.fork(label)
          return produce(context, makeMessages(label, each, random, { priorities: 3, keys: 4 }))
        }),
      ),
    )
    await consumers.until(counts.reduce((sum, count) => sum + count, 0))
    await consumers.end()
    judgeAccounts(context)
    judgeLeases(context, { drained: false })
  },
}
