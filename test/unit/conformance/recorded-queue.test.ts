import { describe, expect, test } from 'vitest'
import { DEAD_LETTERS, RecordedQueue } from '../../../src/conformance/recorded-queue.ts'
import { VirtualClock } from '../../../src/foundation/virtual-clock.ts'
import {
  InMemoryMessageQueue,
  type InMemoryMessageQueueOptions,
} from '../../../src/queue/in-memory-message-queue.ts'
import type { Message } from '../../../src/queue/message.ts'
import { makeMessage } from '../queue/make-message.ts'

function setUp(options: InMemoryMessageQueueOptions = {}) {
  const clock = new VirtualClock()
  const queue = new RecordedQueue(new InMemoryMessageQueue({ clock, leaseMs: 50, ...options }), clock)
  const history = () =>
    queue.operations.map(({ process, f, outcome, output }) => [process, f, outcome, output].join(' '))
  return { clock, queue, history }
}

describe('a recorded queue', () => {
  test('writes each operation down, acks and nacks by the process of their delivery', async () => {
    const { queue, history } = setUp()
    await queue.enqueue(makeMessage(0))
    queue.offer(makeMessage(1))
    const [first, second] = [queue.take()!, (await queue.dequeue())!]
    queue.nack(second)
    queue.ack(first)
    queue.ack(first)
    expect(history()).toEqual([
      'p enqueue ok p:0',
      'p enqueue ok p:1',
      '#1 dequeue ok p:0',
      '#2 dequeue ok p:1',
      '#2 nack ok p:1',
      '#1 ack ok p:0',
      '#1 ack fail p:0',
    ])
  })

  test('no two events share a time, though no time passes, and what waits spans its wait', async () => {
    const { clock, queue } = setUp()
    const waiting = queue.dequeue()
    clock.after(7, () => void queue.enqueue(makeMessage(0)))
    await clock.run(waiting)
    const times = queue.operations.flatMap(({ invokeTime, completeTime }) => [invokeTime, completeTime])
    expect([...times].sort((a, b) => a - b)).toEqual([0, 7, 7.001, 7.002])
    expect(queue.operations[0]).toMatchObject({ f: 'dequeue', invokeTime: 0 })
  })

  test('a refusal is a failure, any other error leaves the outcome open', async () => {
    const { queue, history } = setUp({ capacity: 1 })
    await queue.enqueue(makeMessage(0))
    await expect(queue.enqueue(makeMessage(1))).rejects.toThrow('full')
    expect(queue.offer(makeMessage(2))).toBe(false)
    const broken = new RecordedQueue(
      Object.assign(new InMemoryMessageQueue(), {
        enqueue: ({ sequence }: Message) => Promise.reject(new Error(sequence === 0 ? 'reset' : 'refused')),
        isRefusal: (error: Error) => error.message === 'refused',
      }),
      new VirtualClock(),
    )
    await expect(broken.enqueue(makeMessage(0))).rejects.toThrow('reset')
    await expect(broken.enqueue(makeMessage(1))).rejects.toThrow('refused')
    expect(history().slice(1)).toEqual(['p enqueue fail p:1', 'p enqueue fail p:2'])
    expect(broken.operations.map(({ outcome }) => outcome)).toEqual(['info', 'fail'])
    expect(broken.open).toEqual([])
    const silent = new RecordedQueue(
      Object.assign(new InMemoryMessageQueue(), { enqueue: () => Promise.reject(new Error('reset')) }),
      new VirtualClock(),
    )
    await expect(silent.enqueue(makeMessage(0))).rejects.toThrow('reset')
    expect(silent.operations.map(({ outcome }) => outcome)).toEqual(['info'])
  })

  test('nothing there is no answer, since a queue need not be able to tell', async () => {
    const { queue } = setUp()
    expect(queue.take()).toBe(null)
    const stop = new AbortController()
    const waiting = queue.dequeue(stop.signal)
    expect(queue.open).toEqual(['dequeue, begun at 0.002 ms'])
    stop.abort()
    await waiting
    expect(queue.operations.map(({ outcome }) => outcome)).toEqual(['fail', 'fail'])
  })

  test('a producer that waits for room and sends again is two processes', async () => {
    const { queue } = setUp({ capacity: 1, overflow: 'back-pressure' })
    await queue.enqueue(makeMessage(0))
    const late = [queue.enqueue(makeMessage(1)), queue.enqueue(makeMessage(2))]
    expect(queue.open).toEqual(['enqueue of "p:1", begun at 0.002 ms', 'enqueue of "p:2", begun at 0.003 ms'])
    queue.close()
    await Promise.allSettled(late)
    expect(queue.operations.map(({ process }) => process)).toEqual(['p', 'p', '#1'])
  })

  test('a dead letter is a delivery of its own', () => {
    const { queue, history } = setUp({ maxDeliveries: 1 })
    queue.offer(makeMessage(0))
    queue.nack(queue.take()!)
    expect(history()).toEqual([
      'p enqueue ok p:0',
      '#1 dequeue ok p:0',
      '#1 nack ok p:0',
      '#2 dequeue ok p:0',
    ])
    expect(queue.operations.at(-1)!.key).toBe(DEAD_LETTERS)
  })

  test('a message that is not what was sent is another one', () => {
    class Forging extends InMemoryMessageQueue {
      override offer(message: Message): boolean {
        return super.offer({ ...message, content: 'x', priority: 1 })
      }
    }
    const queue = new RecordedQueue(new Forging(), new VirtualClock())
    queue.offer(makeMessage(0))
    queue.take()
    expect(queue.operations[1]!.output).toBe('p:0 (changed: priority, content)')
    queue.end()
  })

  test('its end closes the queue and leaves no lease', async () => {
    const { queue } = setUp()
    queue.offer(makeMessage(0))
    queue.take()
    queue.end()
    expect(queue.inFlight).toBe(0)
    await expect(queue.enqueue(makeMessage(1))).rejects.toMatchObject({ name: 'QueueClosedError' })
  })
})
