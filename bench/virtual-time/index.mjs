// How long ten simulated minutes take: 1,000 starts a second against the in-memory queue, with the processor and a mock
// core that answers after 10 to 50 ms: `npm run build && node bench/virtual-time/index.mjs`. Prints JSON.
import { agentMessages, MessageQueueProcessor, MockMessagingCore } from '../../dist/queue.js'
import { run } from '../run.mjs'

const options = {
  time: 'virtual',
  load: { executor: 'constant-arrival-rate', ratePerSecond: 1000, durationMs: 600_000, agents: 9 },
  data: agentMessages({ mix: { direct: 1 } }),
  target: ({ clock, seed, agents }) =>
    new MessageQueueProcessor({
      clock,
      agents,
      concurrency: 64,
      core: new MockMessagingCore({ clock, seed, latency: { minMs: 10, maxMs: 50 }, remember: 0 }),
    }),
}

async function tenMinutes() {
  const fromMs = performance.now()
  const metrics = await run(options, ({ target, iteration }) => target.send(iteration.message))
  const seconds = (performance.now() - fromMs) / 1000
  if (metrics.verdict !== 'pass') throw new Error(JSON.stringify(metrics.problems))
  return { seconds, metrics: JSON.stringify({ ...metrics, started_at: null }) }
}

const runs = []
while (runs.length < 3) runs.push(await tenMinutes())
console.log(
  JSON.stringify(
    {
      node: process.version,
      simulated_seconds: 600,
      iterations: 600_000,
      seconds: runs.map(({ seconds }) => Number(seconds.toFixed(2))),
      equal: runs.every(({ metrics }) => metrics === runs[0].metrics),
    },
    null,
    2,
  ),
)
