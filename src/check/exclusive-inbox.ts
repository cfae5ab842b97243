import { defineChecker, tally, violatedBy } from './checker.ts'

/** No inbox received what was addressed to others. */
export const exclusiveInbox = defineChecker({
  name: 'exclusiveInbox',
  summary: 'Every delivery went to an inbox that the message was addressed to.',
  check(account) {
    const { count, examples } = violatedBy(account, ['misrouted', 'unexpected'])
    const summary = tally(account, ['delivered', 'misrouted'])
    if (count > 0) return { verdict: 'fail', summary, examples }
    if (account.evidence === 'observed') return { verdict: 'pass', summary, examples: [] }
    // The processor would only be compared with itself.
    const why = 'the core cannot be observed (observeDeliveries), so nobody saw which inbox was reached'
    return { verdict: 'invalid', summary: `${summary}; ${why}`, examples: [] }
  },
})
