import { defineGuarantee } from '../guarantee.ts'
import { fifo as checker } from '../history/fifo.ts'
import { judgeHistory } from '../judge-history.ts'
import { withoutOrder } from '../vacuity.ts'

/** Each inbox is a queue: what certainly went in first comes out first. */
export const fifo = defineGuarantee({
  name: 'fifo',
  summary: 'What went into an inbox first came out first, whoever sent it.',
  optionsSchema: checker.optionsSchema,
  judgedOn: 'history',
  about: ['ordering'],
  promised: ({ ordering }) => (ordering === 'fifo' ? {} : null),
  check: (evidence, options) => judgeHistory(evidence, { checker, options, vacuous: withoutOrder }),
})
