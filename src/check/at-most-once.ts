import { defineChecker, tally, violatedBy } from './checker.ts'

/** No message reached an inbox twice, and nothing came from nowhere. */
export const atMostOnce = defineChecker({
  name: 'atMostOnce',
  summary: 'No message reached the same inbox twice, and none came that was never sent or had been refused.',
  check(account) {
    const { count, examples } = violatedBy(account, ['duplicated', 'unexpected', 'phantom'])
    return {
      verdict: count > 0 ? 'fail' : 'pass',
      summary: tally(account, ['accepted', 'delivered', 'duplicated']),
      examples,
    }
  },
})
