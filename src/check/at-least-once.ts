import { defineChecker, tally, violatedBy } from './checker.ts'

/** Every accepted message reached each addressee or the dead letters, and nothing came from nowhere. */
export const atLeastOnce = defineChecker({
  name: 'atLeastOnce',
  summary:
    'Every message that the queue accepted reached each addressee, or was dead-lettered after bounded retry.',
  check(account) {
    const { count, examples } = violatedBy(account, ['lost', 'unexpected', 'phantom'])
    const summary = tally(account, ['accepted', 'delivered', 'lost'])
    if (count > 0) return { verdict: 'fail', summary, examples }
    if (account.summary.pending === 0) return { verdict: 'pass', summary, examples: [] }
    const why = 'the queue was not drained within drainMs, so what is missing may still come'
    return { verdict: 'invalid', summary: `${summary}; ${why}`, examples: account.examples.pending }
  },
})
