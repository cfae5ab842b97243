import { fraction, z } from '../../foundation/schema.ts'
import { defineHistoryChecker, type Proof } from './checker.ts'
import { deliveriesOf } from './deliveries.ts'
import { agentList } from './agent-list.ts'

/**
 * Jain's index of the deliveries per agent: (Σx)² / (n Σx²), from 1/n to 1, six digits. Where the format is silent:
 * - a delivery belongs to the agent whose inbox it was read from (its key), or else to the agent that is its process;
 *   deliveries to others do not count;
 * - without any delivery there is no index: `jain` is null, and a `minJain` is then neither reached nor missed;
 * - `minJain` is compared with the six digits reported.
 */
export const fairness = defineHistoryChecker({
  name: 'fairness',
  reads: 'routes',
  summary: "Deliveries are spread over the agents: Jain's index is at least `minJain`.",
  optionsSchema: z.strictObject({
    agents: agentList.describe('whose shares are compared'),
    minJain: fraction().optional().describe("least index of Jain's that passes; absent: any"),
  }),
  check(operations, { agents, minJain }) {
    const counts = new Map(agents.map((agent) => [agent, 0]))
    for (const { operation } of deliveriesOf(operations)) {
      const { key, process } = operation
      const agent = key !== undefined && counts.has(key) ? key : process
      const count = counts.get(agent)
      if (count !== undefined) counts.set(agent, count + 1)
    }
    const jain = jainIndex([...counts.values()])
    if (minJain === undefined) return { valid: true, verdict: 'pass', jain, proof: null }
    if (jain === null) return { valid: 'unknown', verdict: 'invalid', jain, proof: null }
    if (jain >= minJain) return { valid: true, verdict: 'pass', jain, proof: null }
    return { valid: false, verdict: 'fail', jain, proof: proofOf(counts, jain, minJain) }
  },
})

function jainIndex(counts: readonly number[]): number | null {
  const sum = counts.reduce((total, count) => total + count, 0)
  if (sum === 0) return null
  const squares = counts.reduce((total, count) => total + count * count, 0)
  return Math.round((sum * sum * 1e6) / (counts.length * squares)) / 1e6
}

function proofOf(counts: ReadonlyMap<string | number, number>, jain: number, minJain: number): Proof {
  const ordered = [...counts].sort(([, a], [, b]) => b - a)
  const [most, least] = [ordered[0]!, ordered.at(-1)!]
  const sentence = `${most[0]} was served ${most[1]} times and ${least[0]} ${least[1]} times: Jain's index over ${counts.size} agents is ${jain}, below ${minJain}`
  return { sentence, messages: [] }
}
