import { atLeastZero } from '../../foundation/schema.ts'
import { arrivalsField, defineExecutor } from '../executor.ts'
import { stagesField, stretchesOf } from '../stages.ts'

/** Iterations start by the clock, at a rate that rises and falls, however long earlier ones take. */
export const rampingArrivalRate = defineExecutor({
  name: 'ramping-arrival-rate',
  summary:
    'Iterations start by the clock at a rate that rises and falls in stages, however long earlier ones take.',
  model: 'open',
  fields: {
    stages: stagesField(atLeastZero().describe('iterations started per second at the end of the stage')),
    startRatePerSecond: atLeastZero().default(0).describe('iterations started per second at the beginning'),
    arrivals: arrivalsField,
  },
  shape: ({ stages, startRatePerSecond, arrivals }) => ({
    model: 'open',
    process: arrivals,
    segments: stretchesOf(startRatePerSecond, stages).map(({ durationMs, from, to }) => ({
      durationMs,
      fromPerSecond: from,
      toPerSecond: to,
    })),
  }),
})
