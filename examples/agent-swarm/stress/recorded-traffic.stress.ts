// @stress-isolation sealed
// 1,700 messages of a real nine-agent system, at the times they were queued: gaps cut at 1 s, then 100 times faster.
// Deliveries take as long as they took there, divided by 1,000.
import { stressTest } from 'vitest-stress'
import { MessageQueueProcessor, MockMessagingCore, recordedMessages } from 'vitest-stress/queue'
import { recordedDeliveryTimes } from '../src/recorded-delivery-times.ts'

const traffic = new URL('../data/swarm-traffic.jsonl', import.meta.url)
const deliveries = new URL('../data/swarm-deliveries.jsonl', import.meta.url)

stressTest(
  'recorded traffic of 40 days in 16 seconds',
  {
    load: { executor: 'replay', trace: traffic, maxGapMs: 1_000, speed: 100 },
    data: recordedMessages(traffic),
    target: () => {
      const core = new MockMessagingCore({ latency: { samplesMs: recordedDeliveryTimes(deliveries, 1_000) } })
      return new MessageQueueProcessor({ core, concurrency: 64 })
    },
    guarantees: ['exactlyOnce', 'exclusiveInbox'],
    budgets: { latency: { p50: { maxMs: 50 }, p99: { maxMs: 250 } } },
    // Shared machines are late now and then; here the pattern of the traffic matters, not the last millisecond.
    health: { latenessMs: 100 },
  },
  async ({ target, iteration }) => {
    await target.send(iteration.message)
  },
)
