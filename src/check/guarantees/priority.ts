import { defineGuarantee } from '../guarantee.ts'
import { priority as checker } from '../history/priority.ts'
import { judgeHistory } from '../judge-history.ts'
import { withoutPriorities } from '../vacuity.ts'

/** A higher number is served first. */
export const priority = defineGuarantee({
  name: 'priority',
  summary: 'No message came out while one of higher priority was certainly inside.',
  optionsSchema: checker.optionsSchema,
  judgedOn: 'history',
  about: ['priority'],
  promised: ({ priority: promised }) => (promised === true ? {} : null),
  check: (evidence, options) => judgeHistory(evidence, { checker, options, vacuous: withoutPriorities }),
})
