import { describe, expect, test } from 'vitest'
import { uniqueIds } from '../../../src/check/history/unique-ids.ts'
import type { BehaviorCase } from '../../../src/conformance/behavior-case.ts'
import { resolveBehaviorOptions } from '../../../src/conformance/resolve-behavior-options.ts'
import { runCase } from '../../../src/conformance/run-case.ts'
import { VirtualClock } from '../../../src/foundation/virtual-clock.ts'
import { InMemoryMessageQueue } from '../../../src/queue/in-memory-message-queue.ts'
import type { MessageQueue } from '../../../src/queue/message-queue.ts'
import { makeMessage } from '../queue/make-message.ts'

const behavior = (run: BehaviorCase['run'], claimed: true | string = true): BehaviorCase => ({
  name: 'a case',
  summary: 'for a test',
  claimed: () => claimed,
  run,
})

function setUp(given: Record<string, unknown> = {}) {
  const clock = new VirtualClock()
  const queue = new InMemoryMessageQueue({ clock })
  const options = resolveBehaviorOptions('test', given)
  const judge = (tried: BehaviorCase, factory: () => MessageQueue | Promise<MessageQueue> = () => queue) =>
    clock.run(runCase(tried, factory, options, clock))
  const isClosed = () =>
    queue.enqueue(makeMessage(9)).then(
      () => false,
      (error: Error) => error.name === 'QueueClosedError',
    )
  return { clock, queue, judge, isClosed }
}

describe('a case', () => {
  test('that finds nothing is kept, with what it measured; the queue is closed', async () => {
    const { judge, isClosed } = setUp()
    const result = await judge(behavior(() => Promise.resolve('5 apples')))
    expect(result).toEqual({ name: 'a case', status: 'kept', detail: '5 apples' })
    expect(await isClosed()).toBe(true)
  })

  test('that is not claimed does not run; the queue is closed', async () => {
    const { judge, isClosed } = setUp()
    const result = await judge(behavior(() => Promise.reject(new Error('ran')), 'no reason'))
    expect(result).toEqual({ name: 'a case', status: 'not-claimed', detail: 'no reason' })
    expect(await isClosed()).toBe(true)
  })

  test('that cannot tell is invalid, and one that also finds a violation is violated', async () => {
    const undecided = behavior((context) => {
      context.undecided.push('who knows')
      return Promise.resolve()
    })
    expect(await setUp().judge(undecided)).toMatchObject({ status: 'invalid', detail: 'who knows' })
    const both = behavior((context) => {
      context.expect(false, 'no')
      context.expect(false, 'no')
      context.expect(true, 'yes')
      return undecided.run(context)
    })
    expect(await setUp().judge(both)).toMatchObject({ status: 'violated', detail: 'no' })
  })

  test('without any accepted message there is nothing to judge', async () => {
    const tried = behavior((context) => Promise.resolve(context.judge(uniqueIds, {})))
    expect(await setUp().judge(tried)).toMatchObject({
      status: 'invalid',
      detail: expect.stringContaining('no enqueue succeeded') as string,
    })
  })

  test('that never ends is ended at its limit, and says what it waited for', async () => {
    const { clock, judge, isClosed } = setUp({ timeoutMs: 70 })
    let aborted = false
    const result = await judge(
      behavior(async (context) => {
        context.signal.addEventListener('abort', () => (aborted = true))
        void context.waitFor('the cows to come home', new Promise(() => {}))
        await context.queue.dequeue()
      }),
    )
    expect(result).toEqual({
      name: 'a case',
      status: 'violated',
      detail:
        'it had not ended after 70 ms. It waited for:\n  the cows to come home\n  dequeue, begun at 0 ms',
    })
    expect(clock.now()).toBe(70)
    expect(aborted).toBe(true)
    expect(await isClosed()).toBe(true)
  })

  test('whose queue throws is violated, with the error and no stack', async () => {
    const { judge } = setUp()
    const result = await judge(behavior(() => Promise.reject(new TypeError('boom'))))
    expect(result.detail).toBe('the queue threw TypeError: boom')
  })

  test('whose queue cannot be closed is violated', async () => {
    const queue = Object.assign(new InMemoryMessageQueue(), {
      close() {
        throw new Error('stuck')
      },
    })
    const result = await setUp().judge(
      behavior(() => Promise.resolve()),
      () => queue,
    )
    expect(result).toMatchObject({ status: 'violated', detail: 'close threw Error: stuck' })
  })

  test('draws from the seed: the same again, another otherwise', async () => {
    const drawn = async (seed: number) => {
      let value = 0
      await setUp({ seed }).judge(
        behavior((context) => {
          value = context.random.next()
          return Promise.resolve()
        }),
      )
      return value
    }
    expect(await drawn(1)).toBe(await drawn(1))
    expect(await drawn(1)).not.toBe(await drawn(2))
  })

  test('whose factory makes no queue is no case: every problem', async () => {
    const { judge } = setUp()
    const never = behavior(() => Promise.reject(new Error('ran')))
    const capabilities = {
      ordering: 'fifos',
      delivery: 'exactly-once',
      priority: 1,
      capacity: 0,
      overflow: 'reject',
      redelivery: 'none',
      leaseMs: -1,
    }
    const almost = Object.assign(Object.create(new InMemoryMessageQueue()) as object, { nack: 5 })
    Object.defineProperty(almost, 'capabilities', { value: capabilities })
    await expect(judge(never, () => almost as unknown as MessageQueue)).rejects.toMatchObject({
      name: 'InputError',
      message: `the queue factory: 5 problems
  queue.nack: expected a function, got 5
  queue.capabilities.ordering: expected one of "none", "fifo-per-priority", "fifo", "per-key", got "fifos"; did you mean "fifo"?
  queue.capabilities.priority: expected true or false, got 1
  queue.capabilities.capacity: expected a whole number of 1 or more, or null, got 0
  queue.capabilities.leaseMs: expected a number of milliseconds above 0, or null, got -1`,
    })
    await expect(judge(never, () => Promise.reject(new Error('no broker')))).rejects.toThrow(
      'factory(): expected a queue, got the error Error: no broker',
    )
  })
})
