// @stress-isolation sealed
// Nine agents, 100 messages each: direct, broadcast and onboarding messages through a processor with a mock core.
import { stressTest } from 'vitest-stress'
import { MessageQueueProcessor, MockMessagingCore, agentMessages } from 'vitest-stress/queue'

stressTest(
  'nine agents, 100 messages each',
  {
    kind: 'standard',
    load: { executor: 'per-agent-iterations', agents: 9, iterations: 100 },
    data: agentMessages({ agents: 9 }),
    target: () =>
      new MessageQueueProcessor({ core: new MockMessagingCore({ latency: { minMs: 1, maxMs: 5 } }) }),
    guarantees: ['exactlyOnce', 'exclusiveInbox'],
    budgets: {
      throughput: { minPerSecond: 200 },
      latency: { p95: { maxMs: 100 }, p99: { maxMs: 200 } },
      agents: { '*': { latency: { p99: { maxMs: 300 } } } },
    },
  },
  async ({ target, iteration }) => {
    await target.send(iteration.message)
  },
)
