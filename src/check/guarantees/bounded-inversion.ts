import type { z } from '../../foundation/schema.ts'
import { defineGuarantee } from '../guarantee.ts'
import { priorityInversion as checker } from '../history/priority-inversion.ts'
import { judgeHistory } from '../judge-history.ts'
import { withoutPriorities } from '../vacuity.ts'

/** Priority with some slack, as prefetching consumers need. */
export const boundedInversion = defineGuarantee({
  name: 'boundedInversion',
  summary: 'No message was overtaken by more than `bound` messages of lower priority.',
  optionsSchema: checker.optionsSchema,
  judgedOn: 'history',
  label: ({ bound }: z.output<typeof checker.optionsSchema>) => `boundedInversion(${bound})`,
  about: ['priority'],
  promised: ({ priority }) => (priority === true ? { bound: 0 } : null),
  check: (evidence, options) =>
    judgeHistory(evidence, {
      checker,
      options,
      vacuous: withoutPriorities,
      note: (reports) =>
        `at most ${Math.max(0, ...reports.map(({ maxOvertakes }) => Number(maxOvertakes)))} overtakes`,
    }),
})
