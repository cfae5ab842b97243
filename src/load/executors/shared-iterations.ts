import { count } from '../../foundation/schema.ts'
import { countedFields, defineExecutor } from '../executor.ts'

/** A number of iterations that virtual users share: whoever is free takes the next. */
export const sharedIterations = defineExecutor({
  name: 'shared-iterations',
  summary: 'A number of iterations, shared among virtual users: whoever is free takes the next.',
  model: 'closed',
  fields: {
    iterations: count().describe('iterations in all'),
    concurrency: count().default(1).describe('virtual users'),
    ...countedFields,
  },
  shape: ({ iterations, concurrency }) => ({
    model: 'closed',
    groups: 1,
    usersPerGroup: Math.min(concurrency, iterations),
    iterationsPerGroup: iterations,
    durationMs: null,
  }),
})
