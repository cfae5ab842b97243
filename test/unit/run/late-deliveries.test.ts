import { expect, test } from 'vitest'
import { VirtualClock } from '../../../src/foundation/virtual-clock.ts'
import { agentMessages } from '../../../src/queue/agent-messages.ts'
import { InMemoryMessageQueue } from '../../../src/queue/in-memory-message-queue.ts'
import { MessageQueueProcessor } from '../../../src/queue/message-queue-processor.ts'
import { MockMessagingCore } from '../../../src/queue/mock-messaging-core.ts'
import type { Message } from '../../../src/queue/message.ts'
import { runVirtually } from '../../support/virtual-run.ts'

test('a core call that outlives its lease is waited for, and what it delivers again is counted', async () => {
  const clock = new VirtualClock()
  const core = new MockMessagingCore({ clock, latency: { fixedMs: 65 } })
  const queue = new InMemoryMessageQueue({ clock, leaseMs: 20 })
  const { metrics } = await runVirtually<MessageQueueProcessor>(
    {
      load: { executor: 'per-agent-iterations', agents: 3, iterations: 1 },
      data: agentMessages({ agents: 3, mix: { direct: 1 } }),
      target: () => new MessageQueueProcessor({ core, queue, clock }),
      guarantees: ['exactlyOnce'],
    },
    ({ target, iteration }) => target.send(iteration.message as Message),
    { clock },
  )
  expect(core.total).toBeGreaterThan(3)
  expect(metrics.guarantees!.ledger).toMatchObject({
    delivered: core.total,
    duplicated: core.total - 3,
    lost: 0,
  })
  expect(metrics.verdict).toBe('fail')
})
