import { describe, expect, test } from 'vitest'
import { InputError } from '../../../src/foundation/problem.ts'
import { VirtualClock } from '../../../src/foundation/virtual-clock.ts'
import { InMemoryMessageQueue } from '../../../src/queue/in-memory-message-queue.ts'
import { EVERYONE } from '../../../src/queue/message.ts'
import { MessageQueueProcessor } from '../../../src/queue/message-queue-processor.ts'
import { MockMessagingCore } from '../../../src/queue/mock-messaging-core.ts'
import { makeMessage } from './make-message.ts'
import { delivered, refused, setUp } from './processor-rig.ts'

describe('send', () => {
  test('settles with the delivery, not before it', async () => {
    const clock = new VirtualClock()
    const processor = new MessageQueueProcessor({
      clock,
      core: new MockMessagingCore({ clock, latency: { fixedMs: 25 } }),
    })
    await clock.run(processor.send(makeMessage(0)))
    expect(clock.now()).toBe(25)
    expect(processor.size).toBe(0)
  })

  test('a broadcast reaches each of its audience, else all agents, under one identity', async () => {
    const { calls, processor } = setUp(undefined, { agents: 3 })
    await processor.send(makeMessage(0, { recipient: EVERYONE, audience: ['a', 'b'] }))
    await processor.send(makeMessage(1, { recipient: EVERYONE }))
    expect(calls.map(({ id, to }) => `${id}>${to}`)).toEqual([
      'p:0>a',
      'p:0>b',
      'p:1>Agent-1',
      'p:1>Agent-2',
      'p:1>Agent-3',
    ])
  })

  test('a copy from the queue counts as the message: identity is the id', async () => {
    const queue = new InMemoryMessageQueue()
    const take = queue.take.bind(queue)
    const copying = Object.assign(queue, {
      take: () => {
        const lease = take()
        if (lease) Object.assign(lease, { message: { ...lease.message } })
        return lease
      },
    })
    const { processor } = setUp(undefined, { queue: copying, concurrency: 1 })
    await Promise.all([0, 1, 2].map((sequence) => processor.send(makeMessage(sequence))))
    expect(processor.size).toBe(0)
  })

  test('the same message sent twice is delivered and settled twice', async () => {
    const { clock, calls, processor } = setUp((_, call) => (call === 1 ? refused : delivered))
    const message = makeMessage(0)
    await clock.run(Promise.all([processor.send(message), processor.send(message), processor.send(message)]))
    expect(calls).toHaveLength(4)
    expect(await processor.drain()).toBe(true)
  })
})

describe('acceptance', () => {
  test('enqueue settles before the delivery, and drain after it', async () => {
    const clock = new VirtualClock()
    const core = new MockMessagingCore({ clock, latency: { fixedMs: 10 } })
    const processor = new MessageQueueProcessor({ clock, core, concurrency: 1 })
    for (let sequence = 0; sequence < 3; sequence++) await processor.enqueue(makeMessage(sequence))
    expect([core.total, processor.size, processor.depth]).toEqual([0, 3, 3])
    expect(await clock.run(processor.drain())).toBe(true)
    expect([core.total, clock.now(), processor.size]).toEqual([3, 30, 0])
  })

  test('a full queue refuses both, and says so in the cause', async () => {
    const queue = new InMemoryMessageQueue({ capacity: 1 })
    const { clock, processor } = setUp(() => new Promise(() => {}), { queue, concurrency: 1 })
    await processor.enqueue(makeMessage(0))
    await processor.enqueue(makeMessage(1))
    const error = await processor.send(makeMessage(2)).catch((error: unknown) => error)
    expect(error).toMatchObject({ reason: 'refused', cause: { name: 'QueueFullError' } })
    await expect(processor.enqueue(makeMessage(3))).rejects.toMatchObject({ reason: 'refused' })
    expect(processor.size).toBe(2)
    await clock.run(processor.close())
    queue.clear()
  })

  test('with back-pressure all get through', async () => {
    const clock = new VirtualClock()
    const queue = new InMemoryMessageQueue({ capacity: 2, overflow: 'back-pressure', clock })
    const core = new MockMessagingCore({ clock, latency: { fixedMs: 1 } })
    const processor = new MessageQueueProcessor({ clock, queue, core, concurrency: 2 })
    await clock.run(
      Promise.all(Array.from({ length: 50 }, (_, sequence) => processor.send(makeMessage(sequence)))),
    )
    expect(core.total).toBe(50)
  })

  test('a queue that fails leaves the outcome unknown', async () => {
    const queue = Object.assign(new InMemoryMessageQueue(), {
      offer: () => false,
      enqueue: () => Promise.reject(new Error('connection lost')),
    })
    const { processor } = setUp(undefined, { queue })
    await expect(processor.send(makeMessage(0))).rejects.toMatchObject({ reason: 'unknown' })
    await expect(processor.enqueue(makeMessage(1))).rejects.toThrow('unknown (connection lost)')
    expect(await processor.drain()).toBe(true)
  })

  test('a message that can be no message is refused', async () => {
    const { processor } = setUp()
    const bad = processor.send(makeMessage(0, { priority: Number.NaN }))
    await expect(bad).rejects.toMatchObject({ reason: 'refused', cause: { name: 'InputError' } })
  })
})

test('every problem with the options is named at once', () => {
  const create = () =>
    new MessageQueueProcessor({ core: {}, concurrency: 0, agents: [], retries: 1 } as never)
  expect(create).toThrow(InputError)
  expect(create).toThrow(/MessageQueueProcessor: 4 problems/)
  expect(create).toThrow(/core: expected a messaging core/)
  expect(create).toThrow(/agents: expected a whole number above 0, or names, got \[\]/)
})
