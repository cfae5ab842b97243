import { describe, expect, test } from 'vitest'
import { sleep } from '../../../src/foundation/clock.ts'
import { InMemoryMessageQueue } from '../../../src/queue/in-memory-message-queue.ts'
import { makeMessage } from './make-message.ts'
import { delivered, outcomeOf, refused, setUp } from './processor-rig.ts'

describe('drain and close', () => {
  test('what comes later does not end a drain', async () => {
    const { clock, processor } = setUp(({ sequence }) => sleep(clock, 9 - sequence).then(() => delivered))
    await processor.enqueue(makeMessage(0))
    const drained = processor.drain()
    await processor.enqueue(makeMessage(8))
    await clock.run(drained)
    expect(clock.now()).toBe(9)
    expect(processor.size).toBe(0)
  })

  test('a call that fails after the end does not put the message back into a queue that stays', async () => {
    const queue = new InMemoryMessageQueue()
    const { clock, processor } = setUp(() => sleep(clock, 50).then(() => refused), {
      queue,
      closeTimeoutMs: 10,
    })
    const sent = outcomeOf(processor.send(makeMessage(0)))
    await clock.run(processor.close())
    expect(await sent).toBe('dead-lettered: Agent-1')
    await clock.run(sleep(clock, 100))
    expect([queue.size, queue.inFlight]).toEqual([0, 0])
  })

  test('drain waits only for what was there, and an abort ends it', async () => {
    const { clock, processor } = setUp((message) =>
      message.sequence === 9 ? new Promise(() => {}) : sleep(clock, 5).then(() => delivered),
    )
    await processor.enqueue(makeMessage(0))
    const drained = processor.drain()
    await processor.enqueue(makeMessage(9))
    expect(await clock.run(drained)).toBe(true)
    expect(await processor.drain(AbortSignal.abort())).toBe(false)
    const abort = new AbortController()
    const never = processor.drain(abort.signal)
    abort.abort()
    expect(await never).toBe(false)
    await clock.run(processor.close())
  })

  test('close drains, then refuses', async () => {
    const { clock, calls, processor } = setUp(() => sleep(clock, 5).then(() => delivered))
    const sent = outcomeOf(processor.send(makeMessage(0)))
    const closed = processor.close()
    expect(await outcomeOf(processor.send(makeMessage(1)))).toBe('refused: Agent-1')
    await expect(processor.enqueue(makeMessage(2))).rejects.toMatchObject({
      cause: { name: 'QueueClosedError' },
    })
    await clock.run(closed)
    expect(await sent).toBe('delivered')
    expect([calls.length, clock.now(), processor.close()]).toEqual([1, 5, closed])
  })

  test('close gives up after its timeout, and what remains is dead-lettered', async () => {
    const { clock, processor } = setUp(() => new Promise(() => {}), { concurrency: 1, closeTimeoutMs: 300 })
    const outcomes = [0, 1].map((sequence) => outcomeOf(processor.send(makeMessage(sequence))))
    await clock.run(processor.close())
    expect(clock.now()).toBe(300)
    expect(await Promise.all(outcomes)).toEqual(['dead-lettered: Agent-1', 'dead-lettered: Agent-1'])
    expect(processor.deadLetters).toMatchObject([{ reason: 'closed' }, { reason: 'closed' }])
    expect(processor.size).toBe(0)
  })

  test('a queue that was passed in stays open, and no consumer is left waiting at it', async () => {
    const queue = new InMemoryMessageQueue()
    const { calls, processor } = setUp(undefined, { queue })
    await processor.send(makeMessage(0))
    await processor[Symbol.asyncDispose]()
    await queue.enqueue(makeMessage(1))
    await new Promise((resolve) => setImmediate(resolve))
    expect([calls.length, queue.size]).toEqual([1, 1])
  })
})
