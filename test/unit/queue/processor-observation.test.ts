import { describe, expect, test } from 'vitest'
import { VirtualClock } from '../../../src/foundation/virtual-clock.ts'
import { InMemoryMessageQueue } from '../../../src/queue/in-memory-message-queue.ts'
import { EVERYONE } from '../../../src/queue/message.ts'
import { MessageQueueProcessor } from '../../../src/queue/message-queue-processor.ts'
import { messagingCoreFrom } from '../../../src/queue/messaging-core-from.ts'
import type { MessagingCore } from '../../../src/queue/messaging-core.ts'
import { MockMessagingCore } from '../../../src/queue/mock-messaging-core.ts'
import { observeDeliveries } from '../../../src/queue/observation.ts'
import type { MessageQueueProcessorOptions } from '../../../src/queue/processor-options.ts'
import { makeMessage } from './make-message.ts'

function observed(core: MessagingCore, options: MessageQueueProcessorOptions = {}) {
  const clock = new VirtualClock()
  const processor = new MessageQueueProcessor({ core, clock, maxAttempts: 2, ...options })
  const told: string[] = []
  const end = processor[observeDeliveries]({
    enqueueInvoked: ({ id }, addressees) => void told.push(`invoked ${id} ${addressees.join('+')}`),
    enqueueOk: ({ id }, addressees) => void told.push(`ok ${id} ${addressees.join('+')}`),
    enqueued: ({ id }, addressees) =>
      void told.push(`invoked ${id} ${addressees.join('+')}`, `ok ${id} ${addressees.join('+')}`),
    enqueueFailed: ({ id }, addressees) => void told.push(`failed ${id} ${addressees.join('+')}`),
    delivered: ({ id }, inbox) => void told.push(`delivered ${id} ${inbox}`),
    deadLettered: ({ id }, inbox) => void told.push(`dead ${id} ${inbox}`),
  })
  return { clock, processor, told, end }
}
const broadcast = makeMessage(1, { recipient: EVERYONE, audience: ['a', 'b'] })

test.each([
  ['an observable core', new MockMessagingCore()],
  ['a core that cannot be observed', messagingCoreFrom(() => true)],
])('%s: each delivery is told exactly once', async (_, core) => {
  const { processor, told, end } = observed(core)
  await processor.send(makeMessage(0))
  await processor.send(broadcast)
  end()
  await processor.send(makeMessage(2))
  expect(told).toEqual([
    'invoked p:0 Agent-1',
    'ok p:0 Agent-1',
    'delivered p:0 Agent-1',
    'invoked p:1 a+b',
    'ok p:1 a+b',
    'delivered p:1 a',
    'delivered p:1 b',
  ])
})

test('a dead letter is told for each inbox that was not reached', async () => {
  const { clock, processor, told } = observed(messagingCoreFrom(({ recipient }) => recipient === 'a'))
  await clock.run(processor.send(broadcast).catch(() => {}))
  expect(told.slice(2)).toEqual(['delivered p:1 a', 'dead p:1 b'])
})

test('what the queue refuses has failed; what it neither took nor refused has not', async () => {
  const full = observed(new MockMessagingCore(), {
    queue: new InMemoryMessageQueue({ capacity: 1 }),
    concurrency: 1,
  })
  for (let sequence = 0; sequence < 3; sequence++)
    void full.processor.send(makeMessage(sequence)).catch(() => {})
  await full.processor.drain()
  await Promise.resolve()
  expect(full.told.filter((line) => line.startsWith('failed'))).toEqual(['failed p:2 Agent-1'])
  const broken = Object.assign(new InMemoryMessageQueue(), {
    offer: () => false,
    enqueue: () => Promise.reject(new Error('lost')),
  })
  const unknown = observed(new MockMessagingCore(), { queue: broken })
  await unknown.processor.send(makeMessage(0)).catch(() => {})
  expect(unknown.told).toEqual(['invoked p:0 Agent-1'])
})

test('what waited for room is told as taken once it was, with all its addressees, also to who came meanwhile', async () => {
  const bounded = () => new InMemoryMessageQueue({ capacity: 1, overflow: 'back-pressure' })
  const first = observed(new MockMessagingCore(), { queue: bounded(), concurrency: 1 })
  // One in hand, one waits in the queue, and the broadcast for room.
  for (const message of [makeMessage(0), makeMessage(2), broadcast]) void first.processor.enqueue(message)
  expect(first.told).not.toContain('ok p:1 a+b')
  await first.processor.drain()
  expect(first.told.filter((line) => line === 'ok p:1 a+b')).toHaveLength(1)

  const later = observed(new MockMessagingCore(), { queue: bounded(), concurrency: 1 })
  later.end()
  for (const message of [makeMessage(0), makeMessage(2), broadcast]) void later.processor.enqueue(message)
  const told: string[] = []
  const ignored = (): void => {}
  later.processor[observeDeliveries]({
    enqueueInvoked: ignored,
    enqueueOk: ({ id }, addressees) => void told.push(`ok ${id} ${addressees.join('+')}`),
    enqueued: ignored,
    enqueueFailed: ignored,
    delivered: ignored,
    deadLettered: ignored,
  })
  await later.processor.drain()
  expect(told).toContain('ok p:1 a+b')
})

test('both ends of an enqueue are told at once where only our own queue was asked, and took it', async () => {
  const bounded = () => new InMemoryMessageQueue({ capacity: 1, overflow: 'back-pressure' })
  const tell = async (queue: InMemoryMessageQueue) => {
    const processor = new MessageQueueProcessor({ core: new MockMessagingCore(), queue, concurrency: 1 })
    const told: string[] = []
    const nothing = () => {}
    processor[observeDeliveries]({
      enqueueInvoked: ({ sequence }) => void told.push(`${sequence} invoked, ${queue.size} waiting`),
      enqueueOk: ({ sequence }) => void told.push(`${sequence} ok`),
      enqueued: ({ sequence }) => void told.push(`${sequence} at once`),
      enqueueFailed: ({ sequence }) => void told.push(`${sequence} failed`),
      delivered: nothing,
      deadLettered: nothing,
    })
    // One in hand, one waits in the queue, and one for room; the last is none.
    for (let sequence = 0; sequence < 3; sequence++) void processor.enqueue(makeMessage(sequence))
    await processor.enqueue(makeMessage(3, { priority: 0.5 })).catch(() => {})
    await processor.drain()
    return told
  }
  expect(await tell(bounded())).toEqual([
    '0 at once',
    '1 at once',
    '2 invoked, 1 waiting',
    '3 invoked, 1 waiting',
    '3 failed',
    '2 ok',
  ])
  const replaced = bounded()
  Object.assign(replaced, { offer: replaced.offer.bind(replaced) })
  expect(await tell(replaced)).toEqual([
    '0 invoked, 0 waiting',
    '0 ok',
    '1 invoked, 0 waiting',
    '1 ok',
    '2 invoked, 1 waiting',
    '3 invoked, 1 waiting',
    '3 failed',
    '2 ok',
  ])
})

test('one observer at a time', () => {
  const { processor, end } = observed(new MockMessagingCore())
  expect(() => processor[observeDeliveries]({} as never)).toThrow('observed already')
  end()
  processor[observeDeliveries]({} as never)()
})

describe('how a processor knows of its deliveries', () => {
  test('is by seeing them, where its core can be observed', () => {
    expect(new MessageQueueProcessor({ core: new MockMessagingCore() }).deliveryEvidence).toBe('observed')
  })

  test('is by what its core claims, where that cannot be observed', () => {
    const core = messagingCoreFrom(() => true)
    expect(new MessageQueueProcessor({ core }).deliveryEvidence).toBe('claimed')
  })
})
