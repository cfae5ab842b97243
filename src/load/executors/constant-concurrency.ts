import { count, milliseconds } from '../../foundation/schema.ts'
import { defineExecutor } from '../executor.ts'

/** A constant number of virtual users for a time; each starts its next iteration when the last one ended. */
export const constantConcurrency = defineExecutor({
  name: 'constant-concurrency',
  summary: 'A constant number of virtual users for a time; each starts anew when its last iteration ended.',
  model: 'closed',
  fields: {
    concurrency: count().describe('virtual users'),
    durationMs: milliseconds().describe('length of the load, without the warm-up'),
  },
  shape: ({ concurrency, durationMs }) => ({
    model: 'closed',
    groups: 1,
    usersPerGroup: concurrency,
    iterationsPerGroup: null,
    durationMs,
  }),
})
