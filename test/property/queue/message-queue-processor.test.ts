import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { VirtualClock } from '../../../src/foundation/virtual-clock.ts'
import { InMemoryMessageQueue } from '../../../src/queue/in-memory-message-queue.ts'
import { addresseesOf, EVERYONE } from '../../../src/queue/message.ts'
import { MessageQueueProcessor } from '../../../src/queue/message-queue-processor.ts'
import { MockMessagingCore } from '../../../src/queue/mock-messaging-core.ts'
import { makeMessage } from '../../unit/queue/make-message.ts'

const scenario = fc.record({
  messages: fc.array(fc.record({ broadcast: fc.boolean(), priority: fc.nat({ max: 2 }) }), { maxLength: 60 }),
  successRate: fc.constantFrom(1, 0.8, 0.3, 0),
  seed: fc.integer(),
  concurrency: fc.integer({ min: 1, max: 5 }),
  batchSize: fc.integer({ min: 1, max: 4 }),
  capacity: fc.integer({ min: 1, max: 20 }),
  maxLatencyMs: fc.constantFrom(0, 5, 40),
})

test('every send settles once with the truth, nothing stays behind', async () => {
  const run = async (plan: typeof scenario extends fc.Arbitrary<infer T> ? T : never) => {
    const clock = new VirtualClock()
    const { successRate, seed, concurrency, batchSize, capacity, maxLatencyMs } = plan
    const latency = { minMs: 0, maxMs: maxLatencyMs }
    const core = new MockMessagingCore({ clock, successRate, seed, latency, remember: 10_000 })
    // Latencies of up to 40 ms outlive a lease of 30 ms, so redeliveries are among what is tried.
    const queue = new InMemoryMessageQueue({ clock, capacity, overflow: 'back-pressure', leaseMs: 30 })
    const processor = new MessageQueueProcessor({ clock, core, queue, concurrency, batchSize, agents: 3 })
    const messages = plan.messages.map(({ broadcast, priority }, sequence) =>
      makeMessage(sequence, { priority, recipient: broadcast ? EVERYONE : 'Agent-2' }),
    )
    const outcomes = await clock.run(Promise.allSettled(messages.map((message) => processor.send(message))))
    // Before what a redelivery may still add: a send that resolved must have been true when it did.
    const reached = new Set(core.sent.map(({ id, recipient }) => `${id}>${recipient}`))
    for (const [index, message] of messages.entries()) {
      const missing = addresseesOf(message, everyone).filter(
        (inbox) => !reached.has(`${message.id}>${inbox}`),
      )
      if (outcomes[index]!.status === 'fulfilled') expect(missing).toEqual([])
    }
    const failed = outcomes.filter(({ status }) => status === 'rejected')
    expect(processor.deadLetterCount).toBe(failed.length)
    if (successRate === 1 && maxLatencyMs < 30) expect(failed).toEqual([])
    if (successRate === 0) expect(failed).toHaveLength(messages.length)
    expect(await processor.drain()).toBe(true)
    await clock.run(processor.close())
  }
  await fc.assert(fc.asyncProperty(scenario, run), { numRuns: 150 })
}, 30_000)

const everyone = ['Agent-1', 'Agent-2', 'Agent-3']
