// What the faults of the kit's objects cost a run where none is open: the same load on the processor without faults,
// and with one that waits for a place that the load never comes to.
import { agentMessages, MessageQueueProcessor } from '../../dist/queue.js'
import { run } from '../run.mjs'

const iterations = 40_000
const core = { sendMessage: async () => ({ status: 'delivered' }) }
const waiting = { kind: 'ack-lost', at: { call: 100 * iterations } }
const ways = { without: {}, waiting: { faults: [waiting] } }

/** Medians of CPU time per message, and their ratio, in alternating rounds. */
export async function inProcess(rounds) {
  const cpuUs = { without: [], waiting: [] }
  for (let round = 0; round <= rounds; round++) {
    const order = Object.keys(ways)
    if (round % 2 === 1) order.reverse()
    for (const way of order) {
      const us = await microseconds(ways[way])
      // The first round warms up.
      if (round > 0) cpuUs[way].push(us)
    }
  }
  const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]
  return {
    iterations,
    cpuUsPerMessage: Object.fromEntries(
      Object.entries(cpuUs).map(([way, values]) => [way, Number(median(values).toFixed(2))]),
    ),
    'waiting to without': Number(
      median(cpuUs.waiting.map((us, round) => us / cpuUs.without[round])).toFixed(3),
    ),
  }
}

async function microseconds(options) {
  const given = {
    load: { executor: 'shared-iterations', iterations, concurrency: 16, agents: 9 },
    data: agentMessages({ mix: { direct: 1 } }),
    target: ({ agents }) => new MessageQueueProcessor({ core, agents, concurrency: 16 }),
    ...options,
  }
  const from = process.cpuUsage()
  const metrics = await run(given, ({ target, iteration }) => target.send(iteration.message))
  const { user, system } = process.cpuUsage(from)
  // The fault that waits has not fired, so that run is `invalid`, as it should be.
  if (metrics.success_count !== iterations) throw new Error(JSON.stringify(metrics.problems))
  return (user + system) / iterations
}
