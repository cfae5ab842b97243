import { defineGuarantee } from '../guarantee.ts'
import { tally, violatedBy } from '../ledger-finding.ts'
import { noOptions } from '../no-options.ts'
import { unseenSends } from '../unseen-sends.ts'

/** No inbox received what was addressed to others. */
export const exclusiveInbox = defineGuarantee({
  name: 'exclusiveInbox',
  summary: 'Every delivery went to an inbox that the message was addressed to.',
  optionsSchema: noOptions,
  judgedOn: 'ledger',
  check(evidence) {
    const { account, knowsInboxes } = evidence
    if (!knowsInboxes) {
      const summary = 'what is observed has no inboxes; a processor has, or a channel with `inboxesOf`'
      return { verdict: 'invalid', summary, examples: [] }
    }
    const { count, examples, wrong } = violatedBy(account, ['misrouted', 'unexpected'])
    const summary = tally(account, ['delivered', 'misrouted'])
    const unseen = unseenSends(evidence, summary)
    if (unseen) return unseen
    if (count > 0) return { verdict: 'fail', summary, examples, wrong }
    if (account.evidence === 'observed') return { verdict: 'pass', summary, examples: [] }
    // The processor would only be compared with itself.
    const why = 'the core cannot be observed (observeDeliveries), so nobody saw which inbox was reached'
    return { verdict: 'invalid', summary: `${summary}; ${why}`, examples: [] }
  },
})
