import { dataFrom } from '../../dist/data/data-from.js'

export const iterations = 1_000_000
export const pairs = 5
/** So few that what they cost is what a run costs. */
export const few = 100

const messages = ['SYSTEM_TO_AGENT', 'BROADCAST', 'ONBOARDING'].map((type) => ({ type }))

/** What is measured: how many virtual users, with what else. `9 x 3`: nine agents, three types of messages. */
export const settings = [
  { users: 1, series: '1 x 1' },
  { users: 64, series: '1 x 1' },
  { users: 1, series: '9 x 3' },
  { users: 64, series: '9 x 3' },
  { users: 1, series: '1 x 1', iterationTimeoutMs: 1_000 },
  { users: 64, series: '1 x 1', iterationTimeoutMs: 1_000 },
]

export function optionsOf({ users, series, iterationTimeoutMs }, count = iterations) {
  const load = { executor: 'shared-iterations', iterations: count, concurrency: users }
  if (iterationTimeoutMs) return { load: { ...load, iterationTimeoutMs } }
  if (series === '1 x 1') return { load }
  // As messages, so that they are counted by type.
  const data = { ...dataFrom(messages, { order: 'circular' }), carries: 'message' }
  return { load: { ...load, agents: 9 }, data }
}
