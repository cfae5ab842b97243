import { defineChecker, tally, violatedBy } from './checker.ts'

/** No message reached an inbox twice, and nothing came from nowhere. */
export const atMostOnce = defineChecker({
  name: 'atMostOnce',
  summary: 'No message reached the same inbox twice, and none came that was never sent or had been refused.',
  check(account) {
    const { count, examples } = violatedBy(account, ['duplicated', 'unexpected', 'phantom'])
    const summary = tally(account, ['accepted', 'delivered', 'duplicated'])
    if (count > 0) return { verdict: 'fail', summary, examples }
    if (account.drained) return { verdict: 'pass', summary, examples: [] }
    const why = 'the queue was not drained within drainMs, so what is inside may come again'
    return { verdict: 'invalid', summary: `${summary}; ${why}`, examples: [] }
  },
})
