import { describe, expect, test } from 'vitest'
import { sleep } from '../../../src/foundation/clock.ts'
import { InputError } from '../../../src/foundation/problem.ts'
import { VirtualClock } from '../../../src/foundation/virtual-clock.ts'
import { InMemoryMessageQueue } from '../../../src/queue/in-memory-message-queue.ts'
import type { MessageQueue } from '../../../src/queue/message-queue.ts'
import { QueueFullError } from '../../../src/queue/queue-full-error.ts'
import { makeMessage } from './make-message.ts'

const takeAll = (queue: MessageQueue): number[] => {
  const taken: number[] = []
  for (let lease = queue.take(); lease; lease = queue.take()) taken.push(lease.message.sequence)
  return taken
}

describe('order', () => {
  test('higher priorities first, order of arrival within one, negative ones last', () => {
    const queue = new InMemoryMessageQueue()
    for (const [sequence, priority] of [0, 1, 0, -5, 1, 900].entries())
      queue.offer(makeMessage(sequence, { priority }))
    expect(takeAll(queue)).toEqual([5, 1, 4, 0, 2, 3])
  })

  test('many distinct priorities do not disturb it', () => {
    const queue = new InMemoryMessageQueue()
    for (let sequence = 0; sequence < 100; sequence++)
      queue.offer(makeMessage(sequence, { priority: sequence }))
    expect(takeAll(queue)).toEqual(Array.from({ length: 100 }, (_, index) => 99 - index))
    queue.offer(makeMessage(7, { priority: 7 }))
    expect(takeAll(queue)).toEqual([7])
  })

  test('what comes back goes before what arrived since, in order of arrival', () => {
    const queue = new InMemoryMessageQueue()
    for (let sequence = 0; sequence < 4; sequence++) queue.offer(makeMessage(sequence))
    const [first, second, third] = [queue.take()!, queue.take()!, queue.take()!]
    queue.nack(second)
    queue.nack(third)
    queue.nack(first)
    expect(takeAll(queue)).toEqual([0, 1, 2, 3])
  })

  test('a priority that is no integer is refused by name', async () => {
    const queue = new InMemoryMessageQueue()
    expect(() => queue.offer(makeMessage(0, { priority: Number.NaN }))).toThrow(InputError)
    await expect(queue.enqueue(makeMessage(0, { priority: 0.5 }))).rejects.toThrow(
      'message.priority: expected an integer, got 0.5',
    )
    expect(queue.size).toBe(0)
  })
})

describe('leases', () => {
  test('one that runs out brings the message back, counts the delivery, and is no longer held', async () => {
    const clock = new VirtualClock()
    const queue = new InMemoryMessageQueue({ clock, leaseMs: 100 })
    queue.offer(makeMessage(0))
    const stale = queue.take()!
    expect(stale).toMatchObject({ deliveryCount: 1, expiresAtMs: 100 })
    const lease = await clock.run(queue.dequeue())
    expect(clock.now()).toBe(100)
    expect(lease).toMatchObject({ deliveryCount: 2, message: { sequence: 0 } })
    expect(queue.ack(stale)).toBe(false)
    expect(queue.nack(stale)).toBe(false)
    expect(queue.inFlight).toBe(1)
    expect(queue.ack(lease!)).toBe(true)
    expect(queue.ack(lease!)).toBe(false)
    expect(queue.inFlight).toBe(0)
  })

  test('each ends at its own deadline, also behind one that was acked', async () => {
    const clock = new VirtualClock()
    const queue = new InMemoryMessageQueue({ clock, leaseMs: 100 })
    for (let sequence = 0; sequence < 3; sequence++) queue.offer(makeMessage(sequence))
    const first = queue.take()!
    await clock.run(sleep(clock, 30))
    queue.take()
    await clock.run(sleep(clock, 30))
    queue.take()
    queue.ack(first)
    const ends: [number, number][] = []
    for (let count = 0; count < 2; count++) {
      const lease = await clock.run(queue.dequeue())
      ends.push([lease!.message.sequence, clock.now()])
      queue.ack(lease!)
    }
    expect(ends).toEqual([
      [1, 130],
      [2, 160],
    ])
  })

  test('there is no timer without a lease, a turn of the event loop later', async () => {
    let timers = 0
    const clock = {
      now: () => 0,
      yield: () => Promise.resolve(),
      after: () => {
        timers++
        return () => void timers--
      },
    }
    const queue = new InMemoryMessageQueue({ clock })
    queue.offer(makeMessage(0))
    queue.offer(makeMessage(1))
    expect(timers).toBe(0)
    const leases = [queue.take()!, queue.take()!]
    expect(timers).toBe(1)
    for (const lease of leases) queue.ack(lease)
    queue.offer(makeMessage(2))
    queue.ack(queue.take()!)
    expect(timers).toBe(1)
    await Promise.resolve()
    await Promise.resolve()
    expect(timers).toBe(0)
  })

  test('a lease of another queue is not its to settle', () => {
    const [queue, other] = [new InMemoryMessageQueue(), new InMemoryMessageQueue()]
    queue.offer(makeMessage(0))
    other.offer(makeMessage(0))
    const lease = queue.take()!
    other.take()
    expect(other.ack(lease)).toBe(false)
    expect(other.nack(lease)).toBe(false)
    expect([queue.inFlight, other.inFlight]).toEqual([1, 1])
    queue.clear()
    other.clear()
  })

  test('a delayed nack waits out its delay, and counts as waiting', async () => {
    const clock = new VirtualClock()
    const queue = new InMemoryMessageQueue({ clock, leaseMs: 1000 })
    queue.offer(makeMessage(0))
    queue.nack(queue.take()!, { delayMs: 40 })
    expect([queue.size, queue.inFlight, queue.take()]).toEqual([1, 0, null])
    const lease = await clock.run(queue.dequeue())
    expect(clock.now()).toBe(40)
    expect(lease!.deliveryCount).toBe(2)
    expect([queue.size, queue.inFlight]).toEqual([0, 1])
  })
})

describe('dead letters', () => {
  test('after maxDeliveries, by nack or lease, told to listeners, never delivered again', async () => {
    const clock = new VirtualClock()
    const queue = new InMemoryMessageQueue({ clock, leaseMs: 10, maxDeliveries: 2 })
    const told: string[] = []
    const end = queue.onDeadLetter(({ message, reason }) => told.push(`${message.id} ${reason}`))
    queue.offer(makeMessage(0))
    queue.nack(queue.take()!)
    expect(queue.deadLetterCount).toBe(0)
    queue.nack(queue.take()!)
    queue.offer(makeMessage(1))
    queue.take()
    await clock.run(queue.dequeue())
    await clock.run(sleep(clock, 50))
    expect(told).toEqual(['p:0 nacked', 'p:1 lease-expired'])
    expect(queue.deadLetters).toMatchObject([{ deliveryCount: 2 }, { deliveryCount: 2 }])
    expect([queue.deadLetterCount, queue.size, queue.inFlight]).toEqual([2, 0, 0])
    end()
    queue.offer(makeMessage(2))
    queue.nack(queue.take()!)
    queue.nack(queue.take()!)
    expect([told.length, queue.deadLetterCount]).toEqual([2, 3])
  })
})

describe('capacity', () => {
  test('counts what waits, not what is leased', async () => {
    const queue = new InMemoryMessageQueue({ capacity: 2 })
    await queue.enqueue(makeMessage(0))
    await queue.enqueue(makeMessage(1))
    const refused = queue.enqueue(makeMessage(2))
    await expect(refused).rejects.toThrow(QueueFullError)
    await expect(refused).rejects.toMatchObject({ capacity: 2, code: 'QUEUE_FULL' })
    expect(queue.offer(makeMessage(2))).toBe(false)
    const lease = queue.take()!
    expect(queue.offer(makeMessage(2))).toBe(true)
    expect([queue.size, queue.inFlight]).toEqual([2, 1])
    queue.ack(lease)
  })

  test('with back-pressure producers wait for room, in their order', async () => {
    const queue = new InMemoryMessageQueue({ capacity: 1, overflow: 'back-pressure' })
    const order: number[] = []
    const enqueued = [0, 1, 2].map((sequence) =>
      queue.enqueue(makeMessage(sequence)).then(() => order.push(sequence)),
    )
    await enqueued[0]
    expect([order, queue.size]).toEqual([[0], 1])
    const taken = [queue.take()!.message.sequence]
    await enqueued[1]
    expect([order, queue.size]).toEqual([[0, 1], 1])
    taken.push(queue.take()!.message.sequence)
    await enqueued[2]
    taken.push(queue.take()!.message.sequence)
    expect(order).toEqual([0, 1, 2])
    expect(taken).toEqual([0, 1, 2])
    queue.clear()
  })

  test('a delayed message that goes straight to a consumer lets a producer in', async () => {
    const clock = new VirtualClock()
    const queue = new InMemoryMessageQueue({ capacity: 1, overflow: 'back-pressure', clock })
    queue.offer(makeMessage(0))
    queue.nack(queue.take()!, { delayMs: 5 })
    const enqueued = queue.enqueue(makeMessage(1))
    await clock.run(queue.dequeue())
    await clock.run(enqueued)
    expect(queue.take()!.message.sequence).toBe(1)
  })
})

describe('closing', () => {
  test('consumers still get what is left, what comes back too, and null only then', async () => {
    const queue = new InMemoryMessageQueue()
    queue.offer(makeMessage(0))
    const lease = queue.take()!
    const waiting = queue.dequeue()
    queue.close()
    queue.nack(lease)
    const again = await waiting
    expect(again!.deliveryCount).toBe(2)
    const last = queue.dequeue()
    queue.ack(again!)
    expect(await last).toBe(null)
    expect(await queue.dequeue()).toBe(null)
  })

  test('producers that wait for room are refused', async () => {
    const queue = new InMemoryMessageQueue({ capacity: 1, overflow: 'back-pressure' })
    queue.offer(makeMessage(0))
    const waiting = queue.enqueue(makeMessage(1))
    queue.close()
    await expect(waiting).rejects.toMatchObject({ name: 'QueueClosedError' })
    expect(queue.offer(makeMessage(2))).toBe(false)
  })

  test('clear drops everything, timers too', async () => {
    const clock = new VirtualClock()
    const queue = new InMemoryMessageQueue({ clock, leaseMs: 10 })
    for (let sequence = 0; sequence < 3; sequence++) queue.offer(makeMessage(sequence))
    const lease = queue.take()!
    queue.nack(queue.take()!, { delayMs: 5 })
    queue.clear()
    await clock.run(sleep(clock, 100))
    expect([queue.size, queue.inFlight, queue.take(), queue.ack(lease)]).toEqual([0, 0, null, false])
  })
})

test('every problem with the options is named at once', () => {
  const create = () =>
    new InMemoryMessageQueue({ capacity: 0, overflow: 'drop', leaseMs: 2 ** 31, leasMs: 1 } as never)
  expect(create).toThrow(InputError)
  expect(create).toThrow(/capacity: expected a whole number above 0, got 0/)
  expect(create).toThrow(/overflow: expected one of "reject", "back-pressure", got "drop"/)
  expect(create).toThrow(/leaseMs: expected a number of milliseconds from 1 to 2147483647, got 2147483648/)
  expect(create).toThrow(/unknown option "leasMs"; did you mean "leaseMs"\?/)
})

test('a consumer is not sent away while leases that ran out together are still being told of', async () => {
  const clock = new VirtualClock()
  const queue = new InMemoryMessageQueue({ clock, leaseMs: 10, maxDeliveries: 2 })
  for (const sequence of [0, 1]) void queue.enqueue(makeMessage(sequence))
  queue.nack(queue.take()!)
  queue.take()
  queue.take()
  queue.close()
  const waiting = queue.dequeue()
  await clock.run(sleep(clock, 20))
  // The first became a dead letter; the second comes again.
  expect((await waiting)?.message.sequence).toBe(1)
})

test('a consumer without a promise is served in its turn, and sent away by what is closed and empty', async () => {
  const queue = new InMemoryMessageQueue()
  const served: unknown[] = []
  const wait = (name: string) =>
    queue.dequeueFor({ signal: undefined, serve: (lease) => served.push([name, lease?.message.sequence]) })
  wait('a')
  const promised = queue.dequeue()
  wait('b')
  wait('c')
  for (let sequence = 0; sequence < 3; sequence++) queue.offer(makeMessage(sequence))
  expect((await promised)?.message.sequence).toBe(1)
  expect(served).toEqual([
    ['a', 0],
    ['b', 2],
  ])
  queue.clear()
  queue.close()
  wait('d')
  expect(served.slice(2)).toEqual([
    ['c', undefined],
    ['d', undefined],
  ])
})
