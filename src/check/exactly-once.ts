import { worstVerdict } from '../model/verdict.ts'
import { atLeastOnce } from './at-least-once.ts'
import { atMostOnce } from './at-most-once.ts'
import { defineChecker, tally } from './checker.ts'

/** At least once and at most once. */
export const exactlyOnce = defineChecker({
  name: 'exactlyOnce',
  summary: 'At least once and at most once.',
  check(account) {
    const parts = [atLeastOnce.check(account), atMostOnce.check(account)]
    return {
      verdict: worstVerdict(parts.map(({ verdict }) => verdict)),
      summary: tally(account, ['accepted', 'delivered', 'lost', 'duplicated']),
      examples: [...new Set(parts.flatMap(({ examples }) => examples))].slice(0, 8),
    }
  },
})
