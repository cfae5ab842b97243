import { milliseconds, positive } from '../../foundation/schema.ts'
import { arrivalsField, defineExecutor } from '../executor.ts'

/** Iterations start by the clock, however long earlier ones take. */
export const constantArrivalRate = defineExecutor({
  name: 'constant-arrival-rate',
  summary: 'Iterations start by the clock at a constant rate, however long earlier ones take.',
  model: 'open',
  fields: {
    ratePerSecond: positive().describe('iterations started per second'),
    durationMs: milliseconds().describe('length of the load, without the warm-up'),
    arrivals: arrivalsField,
  },
  shape: ({ ratePerSecond, durationMs, arrivals }) => ({
    model: 'open',
    process: arrivals,
    segments: [{ durationMs, fromPerSecond: ratePerSecond, toPerSecond: ratePerSecond }],
  }),
})
