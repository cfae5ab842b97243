import { count } from '../../foundation/schema.ts'
import { countedFields, defineExecutor, mostAgents, tooManyAgents } from '../executor.ts'

/** A number of iterations for each agent, all agents at once. */
export const perAgentIterations = defineExecutor({
  name: 'per-agent-iterations',
  summary: 'A number of iterations for each agent, all agents at once.',
  model: 'closed',
  fields: {
    agents: count().max(mostAgents, { error: tooManyAgents }).describe('agents, `Agent-1` ... `Agent-n`'),
    iterations: count().describe('iterations of each agent'),
    concurrency: count().default(1).describe('virtual users of each agent'),
    ...countedFields,
  },
  shape: ({ agents, iterations, concurrency }) => ({
    model: 'closed',
    groups: agents,
    usersPerGroup: Math.min(concurrency, iterations),
    iterationsPerGroup: iterations,
    durationMs: null,
  }),
})
