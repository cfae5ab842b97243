import { worstVerdict } from '../../model/verdict.ts'
import { defineGuarantee } from '../guarantee.ts'
import { tally } from '../ledger-finding.ts'
import { noOptions } from '../no-options.ts'
import { unseenSends } from '../unseen-sends.ts'
import { atLeastOnce } from './at-least-once.ts'
import { atMostOnce } from './at-most-once.ts'

/** At least once and at most once. */
export const exactlyOnce = defineGuarantee({
  name: 'exactlyOnce',
  summary: 'At least once and at most once.',
  optionsSchema: noOptions,
  judgedOn: 'ledger',
  about: ['delivery'],
  promised: ({ delivery }) => (delivery === 'exactly-once' ? {} : null),
  check(evidence) {
    const parts = [atLeastOnce.check(evidence, {}), atMostOnce.check(evidence, {})]
    const summary = tally(evidence.account, ['accepted', 'delivered', 'lost', 'duplicated'])
    const unseen = unseenSends(evidence, summary)
    return {
      verdict: worstVerdict(parts.map(({ verdict }) => verdict)),
      summary: unseen?.summary ?? summary,
      vacuous: parts.find(({ vacuous }) => vacuous)?.vacuous ?? null,
      wrong: parts.flatMap(({ wrong = [] }) => wrong).slice(0, 8),
      examples: [...new Set(parts.flatMap(({ examples }) => examples))].slice(0, 8),
    }
  },
})
