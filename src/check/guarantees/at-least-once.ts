import type { DeliveryAccount } from '../delivery-account.ts'
import { defineGuarantee } from '../guarantee.ts'
import { tally, violatedBy } from '../ledger-finding.ts'
import { noOptions } from '../no-options.ts'
import { unseenSends } from '../unseen-sends.ts'

/** Every accepted message reached each addressee or the dead letters, and nothing came from nowhere. */
export const atLeastOnce = defineGuarantee({
  name: 'atLeastOnce',
  summary:
    'Every message that the queue accepted reached each addressee, or was dead-lettered after bounded retry.',
  optionsSchema: noOptions,
  judgedOn: 'ledger',
  about: ['delivery'],
  promised: ({ delivery }) => (delivery === 'at-most-once' ? null : {}),
  check(evidence) {
    const { account } = evidence
    const { count, examples, wrong } = violatedBy(account, ['lost', 'unexpected', 'phantom'])
    const summary = tally(account, ['accepted', 'delivered', 'lost'])
    const unseen = unseenSends(evidence, summary)
    if (unseen) return unseen
    if (count > 0) return { verdict: 'fail', summary, examples, wrong }
    if (account.summary.pending === 0 && (account.drained || evidence.place !== 'queue'))
      return { verdict: 'pass', summary, examples: [], vacuous: withoutAcceptance(account) }
    const left =
      account.summary.pending === 0 ? 'what was taken may still be lost' : 'what is missing may still come'
    const why = `the queue was not drained within drainMs, so ${left}`
    return {
      verdict: 'invalid',
      summary: `${summary}; ${why}`,
      examples: account.examples.pending.map(({ text }) => text),
    }
  },
})

function withoutAcceptance({ summary }: DeliveryAccount): string | null {
  return summary.accepted > 0 ? null : 'no message was certainly accepted, so that none could be lost'
}
