import { describe, expect, test, vi } from 'vitest'
import { sleep } from '../../../src/foundation/clock.ts'
import { VirtualClock } from '../../../src/foundation/virtual-clock.ts'
import { InMemoryMessageQueue } from '../../../src/queue/in-memory-message-queue.ts'
import { MessageQueueProcessor } from '../../../src/queue/message-queue-processor.ts'
import { MockMessagingCore } from '../../../src/queue/mock-messaging-core.ts'
import type { MessageQueueProcessorOptions } from '../../../src/queue/processor-options.ts'
import { makeMessage } from './make-message.ts'
import { delivered, setUp } from './processor-rig.ts'

describe('consumers', () => {
  test('work on as many messages at once as there are loops', async () => {
    const peak = async (options: MessageQueueProcessorOptions) => {
      const clock = new VirtualClock()
      let [now, most] = [0, 0]
      const core = {
        async sendMessage() {
          most = Math.max(most, ++now)
          await sleep(clock, 1)
          now--
          return delivered
        },
      }
      const processor = new MessageQueueProcessor({ clock, core, ...options })
      await clock.run(
        Promise.all(Array.from({ length: 40 }, (_, sequence) => processor.send(makeMessage(sequence)))),
      )
      return most
    }
    expect(await peak({})).toBe(16)
    expect(await peak({ concurrency: 3 })).toBe(3)
    expect(await peak({ concurrency: 2, batchSize: 5 })).toBeGreaterThan(5)
  })

  test('a batch is worked on together', async () => {
    const clock = new VirtualClock()
    const core = new MockMessagingCore({ clock, latency: { fixedMs: 10 } })
    const queue = new InMemoryMessageQueue({ clock })
    for (let sequence = 0; sequence < 10; sequence++) queue.offer(makeMessage(sequence))
    const processor = new MessageQueueProcessor({ clock, queue, core, concurrency: 1, batchSize: 5 })
    await processor.start()
    await clock.run(sleep(clock, 20.5))
    expect(core.total).toBe(10)
  })

  test('let timers have a turn while the queue never runs empty', async () => {
    const queue = new InMemoryMessageQueue()
    for (let sequence = 0; sequence < 30_000; sequence++) queue.offer(makeMessage(sequence))
    const core = new MockMessagingCore()
    const processor = new MessageQueueProcessor({ queue, core })
    await processor.start()
    await new Promise((resolve) => setImmediate(resolve))
    expect(core.total).toBeGreaterThan(0)
    expect(core.total).toBeLessThan(30_000)
    await processor.close()
  })

  test('outlive a queue that throws', async () => {
    const queue = new InMemoryMessageQueue()
    const take = queue.take.bind(queue)
    let failures = 3
    queue.take = () => {
      if (failures-- > 0) throw new Error('lost')
      return take()
    }
    const { clock, processor } = setUp(undefined, { queue, concurrency: 1 })
    await clock.run(processor.send(makeMessage(0)))
    expect(processor.queueErrors).toMatchObject({ count: 3, latest: { message: 'lost' } })
  })

  test('put down what they had in hand when the queue threw', async () => {
    const queue = new InMemoryMessageQueue()
    queue.ack = () => {
      throw new Error('lost')
    }
    const { clock, processor } = setUp(undefined, { queue, concurrency: 1 })
    await clock.run(processor.send(makeMessage(0)))
    await clock.run(sleep(clock, 1))
    queue.clear()
    expect([processor.size, processor.queueErrors.count]).toEqual([0, 1])
  })

  test('take nothing more once the processor is closed', async () => {
    const queue = new InMemoryMessageQueue()
    const { clock, calls, processor } = setUp(
      () => new Promise((resolve) => clock.after(50, () => resolve(delivered))),
      {
        queue,
        concurrency: 1,
        closeTimeoutMs: 1,
      },
    )
    await processor.enqueue(makeMessage(0))
    await processor.enqueue(makeMessage(1))
    await clock.run(processor.close())
    await clock.run(sleep(clock, 100))
    expect([calls.length, queue.size]).toEqual([1, 1])
  })

  test('wait by whatever stands in the place of dequeue', async () => {
    const queue = new InMemoryMessageQueue()
    const { clock, calls, processor } = setUp(undefined, { queue, concurrency: 1 })
    await clock.run(processor.send(makeMessage(0)))
    let waits = 0
    queue.dequeue = (signal) => {
      waits++
      return InMemoryMessageQueue.prototype.dequeue.call(queue, signal)
    }
    for (let sequence = 1; sequence < 4; sequence++) await clock.run(processor.send(makeMessage(sequence)))
    expect([calls.length, waits]).toEqual([4, 3])
  })

  test('hold no timer while idle', async () => {
    let timers = 0
    const clock = {
      now: () => 0,
      yield: () => Promise.resolve(),
      after: () => {
        timers++
        return () => void timers--
      },
    }
    const processor = new MessageQueueProcessor({ clock, core: new MockMessagingCore() })
    await processor.send(makeMessage(0))
    await Promise.resolve()
    expect([timers, processor.size]).toEqual([0, 0])
  })
})

test('two processors may share a queue; each settles what it sent and delivered', async () => {
  const clock = new VirtualClock()
  const queue = new InMemoryMessageQueue({ clock })
  const core = new MockMessagingCore({ clock, successRate: 0.5 })
  const consumer = new MessageQueueProcessor({ clock, queue, core, maxAttempts: 50 })
  for (let sequence = 0; sequence < 20; sequence++) queue.offer(makeMessage(sequence))
  await consumer.start()
  await clock.run(vi.waitFor(() => expect(core.total).toBeGreaterThan(0)))
  await clock.run(sleep(clock, 200_000))
  // The queue gives a message five deliveries, so some may be dead letters; none may be neither.
  expect(core.total + queue.deadLetterCount).toBe(20)
  expect(consumer.deadLetterCount).toBe(queue.deadLetterCount)
})

describe('whose message a lease is for', () => {
  /** A processor that has `messages` in a shared queue, and can take none of them before `release`. */
  function held(messages: number) {
    const clock = new VirtualClock()
    const queue = new InMemoryMessageQueue({ clock })
    let release = (): void => {}
    const wait = new Promise<void>((resolve) => (release = resolve))
    const core = { sendMessage: () => wait.then(() => delivered) }
    const processor = new MessageQueueProcessor({ clock, queue, core, concurrency: 1, closeTimeoutMs: 1 })
    const settled: number[] = []
    for (let sequence = 0; sequence < messages; sequence++) {
      processor.send(makeMessage(sequence)).then(
        () => settled.push(sequence),
        () => {},
      )
    }
    return { clock, queue, processor, settled, release }
  }

  test('what another processor delivers, another processor has delivered', async () => {
    const { clock, queue, processor, settled } = held(3)
    const other = new MessageQueueProcessor({ clock, queue, core: new MockMessagingCore({ clock }) })
    await other.start()
    await clock.run(sleep(clock, 1))
    expect([queue.size, settled]).toEqual([0, []])
    await clock.run(processor.close())
    expect(processor.deadLetters.map(({ message }) => message.sequence)).toEqual([0, 1, 2])
  })

  test('is known by its id where somebody took the message and put a copy back', async () => {
    const { clock, queue, processor, settled, release } = held(4)
    await clock.run(sleep(clock, 1))
    const lease = queue.take()!
    queue.offer({ ...lease.message })
    queue.ack(lease)
    release()
    expect(await clock.run(processor.drain())).toBe(true)
    expect(settled).toEqual([0, 2, 3, 1])
  })

  test('is known by its id also of those that were sent after it was first asked for', async () => {
    const { clock, queue, processor, settled, release } = held(2)
    await clock.run(sleep(clock, 1))
    queue.offer(makeMessage(99))
    release()
    await clock.run(processor.drain())
    const copies = queue.offer.bind(queue)
    queue.offer = (message) => copies({ ...message })
    await clock.run(Promise.all([processor.send(makeMessage(2)), processor.send(makeMessage(2))]))
    expect(settled).toEqual([0, 1])
  })
})
