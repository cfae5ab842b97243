import { defineChecker, tally, violatedBy } from './checker.ts'

/** No inbox received what was addressed to others. */
export const exclusiveInbox = defineChecker({
  name: 'exclusiveInbox',
  summary: 'Every delivery went to an inbox that the message was addressed to.',
  check(account) {
    const { count, examples } = violatedBy(account, ['misrouted', 'unexpected'])
    return {
      verdict: count > 0 ? 'fail' : 'pass',
      summary: tally(account, ['delivered', 'misrouted']),
      examples,
    }
  },
})
