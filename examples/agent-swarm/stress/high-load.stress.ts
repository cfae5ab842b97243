// @stress-isolation sealed
// Nine agents, 1,000 messages each. The kind `high-load` also limits memory; its peak is in the metrics.
import { stressTest } from 'vitest-stress'
import { MessageQueueProcessor, MockMessagingCore, agentMessages } from 'vitest-stress/queue'

stressTest(
  'nine agents, 1,000 messages each',
  {
    kind: 'high-load',
    load: { executor: 'per-agent-iterations', agents: 9, iterations: 1_000, concurrency: 4 },
    data: agentMessages({ agents: 9 }),
    target: () => new MessageQueueProcessor({ core: new MockMessagingCore(), concurrency: 64 }),
    guarantees: ['exactlyOnce', 'exclusiveInbox'],
    budgets: { throughput: { minPerSecond: 1_000 }, latency: { p99: { maxMs: 250 } } },
  },
  async ({ target, iteration }) => {
    await target.send(iteration.message)
  },
)
