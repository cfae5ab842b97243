import { wholeFromZero } from '../../foundation/schema.ts'
import { defineExecutor } from '../executor.ts'
import { stagesField, stretchesOf } from '../stages.ts'

/** A number of virtual users that rises and falls; one that is too many stops after its iteration. */
export const rampingConcurrency = defineExecutor({
  name: 'ramping-concurrency',
  summary: 'Virtual users that rise and fall in number, in stages; one too many stops after its iteration.',
  model: 'closed',
  fields: {
    stages: stagesField(wholeFromZero().describe('virtual users at the end of the stage')),
    startConcurrency: wholeFromZero().default(0).describe('virtual users that the load begins with'),
  },
  shape: ({ stages, startConcurrency }) => ({
    model: 'closed',
    users: stretchesOf(startConcurrency, stages).map(({ durationMs, from, to }) => ({
      durationMs,
      fromUsers: from,
      toUsers: to,
    })),
  }),
})
