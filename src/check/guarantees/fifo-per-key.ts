import { defineGuarantee } from '../guarantee.ts'
import { perKeyOrder as checker } from '../history/per-key-order.ts'
import { judgeHistory } from '../judge-history.ts'
import { noOptions } from '../no-options.ts'
import { withoutPairs } from '../vacuity.ts'

/** Order within a stream of messages, none between streams. */
export const fifoPerKey = defineGuarantee({
  name: 'fifoPerKey',
  summary: 'Of one producer and key, what was accepted before another was sent came out before it.',
  optionsSchema: noOptions,
  judgedOn: 'history',
  about: ['ordering'],
  promised: ({ ordering }) => (ordering === 'per-key' || ordering === 'fifo' ? {} : null),
  check: (evidence) => judgeHistory(evidence, { checker, options: {}, vacuous: withoutPairs }),
})
