import { describe, expect, test } from 'vitest'
import { VirtualClock } from '../../src/foundation/virtual-clock.ts'
import {
  InMemoryMessageQueue,
  type InMemoryMessageQueueOptions,
} from '../../src/queue/in-memory-message-queue.ts'
import type { MessageQueue } from '../../src/queue/message-queue.ts'
import { makeMessage } from '../unit/queue/make-message.ts'

const leaseMs = 50
const memory = (options: InMemoryMessageQueueOptions) => (clock: VirtualClock) =>
  new InMemoryMessageQueue({ leaseMs, clock, maxDeliveries: 3, ...options })
const implementations: Record<string, (clock: VirtualClock) => MessageQueue> = {
  'in memory, unbounded': memory({}),
  'in memory, bounded, rejects': memory({ capacity: 4 }),
  'in memory, bounded, back-pressure': memory({ capacity: 4, overflow: 'back-pressure' }),
}

describe.each(Object.entries(implementations))('%s', (_, create) => {
  const setUp = () => {
    const clock = new VirtualClock()
    return { clock, queue: create(clock) }
  }

  test('what is enqueued is delivered once, and gone after its ack', async () => {
    const { queue } = setUp()
    for (let sequence = 0; sequence < 3; sequence++) await queue.enqueue(makeMessage(sequence))
    expect(queue.size).toBe(3)
    const seen: number[] = []
    for (let count = 0; count < 3; count++) {
      const lease = await queue.dequeue()
      seen.push(lease!.message.sequence)
      expect(lease!.deliveryCount).toBe(1)
      expect(queue.inFlight).toBe(1)
      expect(queue.ack(lease!)).toBe(true)
    }
    expect(seen.sort((a, b) => a - b)).toEqual([0, 1, 2])
    expect([queue.size, queue.inFlight, queue.take()]).toEqual([0, 0, null])
  })

  test('ordering is as declared', async () => {
    const { queue } = setUp()
    if (queue.capabilities.ordering === 'none') return
    for (let sequence = 0; sequence < 3; sequence++) await queue.enqueue(makeMessage(sequence))
    for (let sequence = 0; sequence < 3; sequence++) expect(queue.take()!.message.sequence).toBe(sequence)
  })

  test('priority is as declared', async () => {
    const { queue } = setUp()
    await queue.enqueue(makeMessage(0))
    await queue.enqueue(makeMessage(1, { priority: 1 }))
    expect(queue.take()!.message.sequence).toBe(queue.capabilities.priority ? 1 : 0)
  })

  test('waiting consumers are served in their order, and an abort frees one without losing a message', async () => {
    const { queue } = setUp()
    const abort = new AbortController()
    const aborted = queue.dequeue(abort.signal)
    const [first, second] = [queue.dequeue(), queue.dequeue()]
    abort.abort()
    expect(await aborted).toBe(null)
    await queue.enqueue(makeMessage(0))
    await queue.enqueue(makeMessage(1))
    expect((await first)!.message.sequence).toBe(0)
    expect((await second)!.message.sequence).toBe(1)
    expect(await queue.dequeue(abort.signal)).toBe(null)
  })

  test('capacity and overflow are as declared', async () => {
    const { queue } = setUp()
    const { capacity, overflow } = queue.capabilities
    for (let sequence = 0; sequence < (capacity ?? 100); sequence++)
      expect(queue.offer(makeMessage(sequence))).toBe(true)
    if (capacity === null) return
    expect(queue.offer(makeMessage(capacity))).toBe(false)
    const enqueued = queue.enqueue(makeMessage(capacity))
    if (overflow === 'reject') {
      await expect(enqueued).rejects.toMatchObject({ name: 'QueueFullError' })
      return
    }
    let settled = false
    void enqueued.then(() => (settled = true))
    await Promise.resolve()
    expect(settled).toBe(false)
    queue.take()
    await enqueued
    expect(queue.size).toBe(capacity)
  })

  test('a nacked message comes again, and is a dead letter in the end', async () => {
    const { queue } = setUp()
    if (queue.capabilities.redelivery === 'none') return
    await queue.enqueue(makeMessage(0))
    for (let delivery = 1; delivery <= 3; delivery++) {
      const lease = await queue.dequeue()
      expect(lease!.deliveryCount).toBe(delivery)
      expect(queue.nack(lease!)).toBe(true)
      expect(queue.nack(lease!)).toBe(false)
    }
    expect([queue.size, queue.inFlight, queue.deadLetterCount]).toEqual([0, 0, 1])
    expect(queue.deadLetters[0]!.message.id).toBe('p:0')
  })

  test('a lease that runs out brings the message back, not before its time', async () => {
    const { clock, queue } = setUp()
    if (queue.capabilities.redelivery !== 'lease') return
    await queue.enqueue(makeMessage(0))
    const stale = queue.take()!
    const lease = await clock.run(queue.dequeue())
    expect(clock.now()).toBe(leaseMs)
    expect(lease!.deliveryCount).toBe(2)
    expect(queue.ack(stale)).toBe(false)
    expect(queue.ack(lease!)).toBe(true)
  })

  test('once closed it refuses, hands out what is left, then null', async () => {
    const { queue } = setUp()
    await queue.enqueue(makeMessage(0))
    queue.close()
    await expect(queue.enqueue(makeMessage(1))).rejects.toMatchObject({ name: 'QueueClosedError' })
    const lease = await queue.dequeue()
    const end = queue.dequeue()
    queue.ack(lease!)
    expect(await end).toBe(null)
  })
})
