import { defineGuarantee } from '../guarantee.ts'
import { tally, violatedBy } from '../ledger-finding.ts'
import { noOptions } from '../no-options.ts'
import { unseenSends } from '../unseen-sends.ts'

/** No message reached an inbox twice, and nothing came from nowhere. */
export const atMostOnce = defineGuarantee({
  name: 'atMostOnce',
  summary: 'No message reached the same inbox twice, and none came that was never sent or had been refused.',
  optionsSchema: noOptions,
  judgedOn: 'ledger',
  about: ['delivery'],
  promised: ({ delivery }) => (delivery === 'at-most-once' || delivery === 'exactly-once' ? {} : null),
  check(evidence) {
    const { account } = evidence
    const { count, examples, wrong } = violatedBy(account, ['duplicated', 'unexpected', 'phantom'])
    const summary = tally(account, ['accepted', 'delivered', 'duplicated'])
    const unseen = unseenSends(evidence, summary)
    if (unseen) return unseen
    if (count > 0) return { verdict: 'fail', summary, examples, wrong }
    if (account.drained) return { verdict: 'pass', summary, examples: [] }
    const why = 'the queue was not drained within drainMs, so what is inside may come again'
    return { verdict: 'invalid', summary: `${summary}; ${why}`, examples: [] }
  },
})
