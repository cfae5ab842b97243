// @stress-isolation fenced
// @stress-isolation-allow {"commands":["node"]}
// The mock beside the real thing: the same messages through a mock core, and through a server in a process of its own. How
// they differ stands in the metrics, as `comparison.mock`, `comparison.real` and `comparison.difference`. No gate: the mock
// need not be as fast. But both must deliver every message.
import { stressTest } from 'vitest-stress'
import { MessageQueueProcessor, MockMessagingCore, agentMessages } from 'vitest-stress/queue'
import { InboxClient } from '../src/inbox-client.ts'

stressTest(
  'a mock core beside a real one',
  {
    kind: 'comparison',
    variants: {
      mock: { target: () => swarmWith(new MockMessagingCore({ latency: { minMs: 1, maxMs: 5 } })) },
      real: {
        target: async () => {
          const core = await InboxClient.start()
          return swarmWith(core, () => core.close())
        },
      },
    },
    load: { executor: 'per-agent-iterations', agents: 9, iterations: 20 },
    data: agentMessages({ agents: 9 }),
    observe: ({ processor }) => processor,
    guarantees: ['atLeastOnce'],
    rounds: 8,
    gate: {},
  },
  async ({ target, iteration }) => {
    await target.processor.send(iteration.message)
  },
)

function swarmWith(core: MockMessagingCore | InboxClient, end = async (): Promise<void> => {}) {
  const processor = new MessageQueueProcessor({ core })
  const close = async (): Promise<void> => {
    try {
      await processor.close()
    } finally {
      await end()
    }
  }
  return { processor, close }
}
