import type { z } from '../../foundation/schema.ts'
import { defineGuarantee } from '../guarantee.ts'
import { sizeLimit as checker } from '../history/size-limit.ts'
import { judgeHistory } from '../judge-history.ts'

/** The queue is bounded, and says so instead of growing. */
export const capacity = defineGuarantee({
  name: 'capacity',
  summary: 'Never more than `capacity` messages waited in the queue.',
  optionsSchema: checker.optionsSchema,
  judgedOn: 'history',
  label: ({ capacity: limit }: z.output<typeof checker.optionsSchema>) => `capacity(${limit})`,
  about: ['capacity'],
  promised: ({ capacity: limit }) => (typeof limit === 'number' ? { capacity: limit } : null),
  exceeds: (options, promised) => options.capacity < promised.capacity,
  check(evidence, options) {
    if (evidence.place === 'queue') return judgeHistory(evidence, { checker, options })
    const summary = 'deliveries were seen, but not what waits: point `observe` at the message queue itself'
    return { verdict: 'invalid', summary, examples: [], vacuous: summary }
  },
})
