import { describe, expect, test } from 'vitest'
import { sleep } from '../../../src/foundation/clock.ts'
import { VirtualClock } from '../../../src/foundation/virtual-clock.ts'
import { InMemoryMessageQueue } from '../../../src/queue/in-memory-message-queue.ts'
import { EVERYONE } from '../../../src/queue/message.ts'
import { MessageQueueProcessor } from '../../../src/queue/message-queue-processor.ts'
import type { SendOutcome } from '../../../src/queue/messaging-core.ts'
import { MockMessagingCore } from '../../../src/queue/mock-messaging-core.ts'
import { makeMessage } from './make-message.ts'
import { delivered, outcomeOf, refused, setUp } from './processor-rig.ts'

describe('retries', () => {
  test('wait longer each time, with jitter below the doubled delay', async () => {
    const { clock, calls, processor } = setUp((_, call) => (call < 4 ? refused : delivered), {
      maxAttempts: 4,
      retryDelayMs: 100,
    })
    await clock.run(processor.send(makeMessage(0)))
    const waits = calls.slice(1).map(({ at }, index) => at - calls[index]!.at)
    for (const [index, waited] of waits.entries()) {
      expect(waited).toBeGreaterThan(50 * 2 ** index)
      expect(waited).toBeLessThan(100 * 2 ** index)
    }
    expect(waits).toHaveLength(3)
  })

  test('are the same for the same seed', async () => {
    const run = async () => {
      const { clock, calls, processor } = setUp(() => refused)
      await clock.run(outcomeOf(processor.send(makeMessage(0))))
      return calls.map(({ at }) => at)
    }
    expect(await run()).toEqual(await run())
  })

  test('end after maxAttempts with a dead letter', async () => {
    const { clock, calls, processor } = setUp(() => refused)
    const message = makeMessage(0)
    const error = await clock.run(processor.send(message).catch((error: unknown) => error))
    expect(error).toMatchObject({ name: 'DeliveryError', reason: 'dead-lettered', failedMessage: message })
    expect((error as Error).message).toBe('message p:0 to Agent-1: dead-lettered (no)')
    expect(calls).toHaveLength(3)
    expect(processor.deadLetters).toEqual([{ message, undelivered: ['Agent-1'], attempts: 3, reason: 'no' }])
    expect([processor.deadLetterCount, processor.size]).toEqual([1, 0])
  })

  test('send a broadcast again only to those it did not reach', async () => {
    const { clock, calls, processor } = setUp((message, call) =>
      message.recipient === 'c' || (message.recipient === 'b' && call < 4) ? refused : delivered,
    )
    const sent = processor.send(makeMessage(0, { recipient: EVERYONE, audience: ['a', 'b', 'c'] }))
    expect(await clock.run(outcomeOf(sent))).toBe('dead-lettered: c')
    expect(calls.map(({ to }) => to).join('')).toBe('abcbcc')
  })

  test('more attempts than the usual deliveries of a queue are made', async () => {
    const { clock, calls, processor } = setUp((_, call) => (call < 8 ? refused : delivered), {
      maxAttempts: 9,
    })
    expect(await clock.run(outcomeOf(processor.send(makeMessage(0))))).toBe('delivered')
    expect(calls).toHaveLength(8)
  })

  test('a core that throws, or answers nonsense, is tried again', async () => {
    const { clock, calls, processor } = setUp((_, call) => {
      if (call === 1) throw new Error('boom')
      return call === 2 ? (undefined as never) : delivered
    })
    expect(await clock.run(outcomeOf(processor.send(makeMessage(0))))).toBe('delivered')
    expect(calls).toHaveLength(3)
    const throwing = new MessageQueueProcessor({
      clock,
      core: {
        sendMessage: () => {
          throw new Error('at once')
        },
      },
    })
    await expect(clock.run(throwing.send(makeMessage(0)))).rejects.toThrow('dead-lettered (at once)')
  })

  test.each([null, undefined, true, 42, 'delivered', {}, { status: 'refused' }])(
    'a core that answers %o has no outcome, and that is no error of the queue',
    async (answer) => {
      for (const broadcast of [{}, { recipient: EVERYONE, audience: ['a', 'b'] }]) {
        const { clock, calls, processor } = setUp(() => answer as never)
        const message = makeMessage(0, broadcast)
        expect(await clock.run(outcomeOf(processor.send(message)))).toMatch(/^dead-lettered: /)
        expect(calls).toHaveLength('audience' in broadcast ? 6 : 3)
        expect(processor.deadLetters).toMatchObject([{ attempts: 3, reason: 'no-outcome' }])
        expect([processor.queueErrors.count, processor.size]).toEqual([0, 0])
      }
    },
  )

  test('a queue without redelivery is retried in place', async () => {
    const queue = new InMemoryMessageQueue()
    Object.assign(queue, {
      capabilities: { ...queue.capabilities, redelivery: 'none' },
      nack: () => expect.fail(),
    })
    const { clock, calls, processor } = setUp((_, call) => (call === 1 ? refused : delivered), { queue })
    expect(await clock.run(outcomeOf(processor.send(makeMessage(0))))).toBe('delivered')
    expect(calls).toHaveLength(2)
    expect(processor.size).toBe(0)
  })

  test('a queue that gives up first decides', async () => {
    const clock = new VirtualClock()
    const queue = new InMemoryMessageQueue({ clock, maxDeliveries: 1 })
    const { calls, processor } = setUp(() => refused, { clock, queue })
    expect(await clock.run(outcomeOf(processor.send(makeMessage(0))))).toBe('dead-lettered: Agent-1')
    expect(calls).toHaveLength(1)
    expect(processor.deadLetters[0]).toMatchObject({ reason: 'nacked', attempts: 1 })
  })
})

describe('a core call that outlives its lease', () => {
  const slow = (clock: VirtualClock, outcomes: [number, SendOutcome][]) => {
    const queue = new InMemoryMessageQueue({ clock, leaseMs: 100 })
    let call = 0
    const core = {
      async sendMessage() {
        const [takesMs, outcome] = outcomes[call++]!
        await sleep(clock, takesMs)
        return outcome
      },
    }
    const processor = new MessageQueueProcessor({ clock, queue, core, maxAttempts: 2 })
    return { processor, queue, calls: () => call }
  }

  test('is delivered a second time, and settles once', async () => {
    const clock = new VirtualClock()
    const { processor, queue, calls } = slow(clock, [
      [150, delivered],
      [80, delivered],
    ])
    await clock.run(processor.send(makeMessage(0)))
    expect(clock.now()).toBe(150)
    await clock.run(sleep(clock, 100))
    expect(calls()).toBe(2)
    expect([processor.size, queue.deadLetterCount, processor.deadLetterCount]).toEqual([0, 0, 0])
  })

  test('whose repetition comes only after its end is not made again', async () => {
    const clock = new VirtualClock()
    const queue = new InMemoryMessageQueue({ clock, leaseMs: 100 })
    const core = new MockMessagingCore({ clock, latency: { fixedMs: 150 } })
    const processor = new MessageQueueProcessor({ clock, queue, core, concurrency: 1 })
    await clock.run(processor.send(makeMessage(0)))
    await clock.run(sleep(clock, 1000))
    expect([core.total, processor.size, processor.deadLetterCount]).toEqual([1, 0, 0])
    // The same message sent again is new work, though.
    await clock.run(processor.send(makeMessage(0)))
    await clock.run(sleep(clock, 1000))
    expect([core.total, processor.size]).toEqual([2, 0])
  })

  test('a failure after the delivery is not retried', async () => {
    const clock = new VirtualClock()
    const { processor, calls } = slow(clock, [
      [150, delivered],
      [80, refused],
    ])
    await clock.run(processor.send(makeMessage(0)))
    await clock.run(sleep(clock, 1000))
    expect(calls()).toBe(2)
    expect([processor.size, processor.deadLetterCount]).toEqual([0, 0])
  })

  test('that hangs for ever ends as a dead letter of the queue', async () => {
    const { clock, processor } = (() => {
      const clock = new VirtualClock()
      return {
        clock,
        ...slow(
          clock,
          Array.from({ length: 9 }, () => [1e9, delivered]),
        ),
      }
    })()
    expect(await clock.run(outcomeOf(processor.send(makeMessage(0))))).toBe('dead-lettered: Agent-1')
    expect(clock.now()).toBe(500)
    expect(processor.deadLetters[0]!.reason).toBe('lease-expired')
  })
})
