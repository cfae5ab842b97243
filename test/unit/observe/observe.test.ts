import { describe, expect, test } from 'vitest'
import { InputError } from '../../../src/foundation/problem.ts'
import { VirtualClock } from '../../../src/foundation/virtual-clock.ts'
import { observe } from '../../../src/observe/observe.ts'
import { InMemoryMessageQueue } from '../../../src/queue/in-memory-message-queue.ts'
import { MessageQueueProcessor } from '../../../src/queue/message-queue-processor.ts'
import { MockMessagingCore } from '../../../src/queue/mock-messaging-core.ts'
import { channelOf, Target } from './plain-channel.ts'
import { PlainQueue, queueWith } from './plain-queue.ts'

const settings = { now: new VirtualClock().now, maxOperations: 10 }
const look = (observed: unknown) => observe(observed, observed, settings)

describe('what can be observed', () => {
  test.each([
    ['a queue of the kit', () => new InMemoryMessageQueue(), 'queue', false],
    ['any message queue', () => new PlainQueue(), 'queue', false],
    ['a processor', () => new MessageQueueProcessor({ core: new MockMessagingCore() }), 'deliveries', true],
    ['a channel', () => channelOf(new Target()), 'channel', false],
    ['a channel with inboxes', () => channelOf(new Target(), { inboxesOf: () => [] }), 'channel', true],
  ])('%s', (_, make, place, knowsInboxes) => {
    expect(look(make())).toMatchObject({ place, knowsInboxes })
  })

  test.each([undefined, null, 7, 'queue', {}, [], () => {}, { send() {} }])('not %s', (value) => {
    expect(look(value)).toBe(null)
  })

  test('not a core alone: it does not tell what was to be delivered', () => {
    expect(look(new MockMessagingCore())).toBe(null)
  })

  test('what is almost a queue or a channel is told what is missing', () => {
    const problems = (value: unknown): unknown => {
      try {
        return look(value)
      } catch (error) {
        return (error as InputError).problems
      }
    }
    const expected = 'a function'
    expect(problems(queueWith({ ack: undefined as never, onDeadLetter: 7 as never }))).toEqual([
      { path: 'ack', expected, got: 'nothing' },
      { path: 'onDeadLetter', expected, got: '7' },
    ])
    expect(problems(channelOf(new Target(), { idOf: 'id' }))).toEqual([
      { path: 'idOf', expected, got: '"id"' },
    ])
  })
})

test('no history is kept where none is wanted', () => {
  const observation = observe(new PlainQueue(), null, { ...settings, maxOperations: 0 })!
  expect(observation.log).toBe(null)
})

describe('capabilities', () => {
  const read = (capabilities: unknown) => look(channelOf(new Target(), { capabilities }))!.capabilities
  test('are read as they are; nothing is null', () => {
    expect(read(undefined)).toBe(null)
    expect(read({})).toEqual({})
    expect(read({ priority: true })).toEqual({ priority: true })
    expect(read({ delivery: 'exactly-once', more: 1 })).toEqual({ delivery: 'exactly-once', more: 1 })
  })

  test('that make no sense are refused, all at once', () => {
    const bad = {
      delivery: 'once',
      ordering: 'fifo-ish',
      priority: 'yes',
      capacity: -1,
      leaseMs: 0,
      maxDeliveries: 0,
    }
    let problems: unknown[] = []
    try {
      read(bad)
    } catch (error) {
      problems = (error as InputError).problems.map(({ path }) => path)
    }
    expect(new Set(problems)).toEqual(new Set(Object.keys(bad).map((name) => `capabilities.${name}`)))
    expect(() => read(null)).not.toThrow()
    expect(() => read('fifo')).toThrow(InputError)
  })
})

test('an object that cannot be let go of ends nothing else', () => {
  const queue = queueWith({
    onDeadLetter: () => () => {
      throw new Error('not subscribed')
    },
  })
  const observation = look(queue)!
  expect(() => observation.end()).not.toThrow()
  expect(Object.getOwnPropertyNames(queue)).not.toContain('offer')
})
