import { expect, test } from 'vitest'
import {
  checkInjection,
  sendThrough,
  type ProcessorFactory,
} from '../../../src/conformance/check-injection.ts'
import { VirtualClock } from '../../../src/foundation/virtual-clock.ts'
import { MessageQueueProcessor } from '../../../src/queue/message-queue-processor.ts'
import { MockMessagingCore } from '../../../src/queue/mock-messaging-core.ts'

async function judge(factory: (clock: VirtualClock) => ProcessorFactory) {
  const clock = new VirtualClock()
  return clock.run(checkInjection(factory(clock), clock))
}

test('a processor that delivers by its core uses it', async () => {
  const result = await judge((clock) => (core) => new MessageQueueProcessor({ core, clock }))
  expect(result).toEqual({ isUsed: true, evidence: ['a core put there to watch saw 60 of 60 sends'] })
})

test('one that leaves broadcasts to its core does, too', async () => {
  expect((await judge(() => (core) => ({ send: (message) => core.sendMessage(message) }))).isUsed).toBe(true)
})

test.for<[string, ProcessorFactory, string]>([
  ['has a core of its own', () => ({ send: () => undefined }), 'saw 0 of 60 sends'],
  [
    'goes past it now and then',
    (core) => ({ send: (message) => (message.sequence === 30 ? undefined : core.sendMessage(message)) }),
    'saw 59 of 60 sends',
  ],
  [
    'sends something else',
    (core) => ({ send: (message) => core.sendMessage({ ...message, content: '' }) }),
    'saw 0 of 60 sends',
  ],
  [
    'forgets an addressee of a broadcast',
    (core) => ({
      send: (message) => core.sendMessage(message.audience ? { ...message, recipient: 'Agent-1' } : message),
    }),
    'saw 40 of 60 sends',
  ],
  ['is none', () => ({}) as never, 'processor(core) made nothing that has `send`'],
  ['throws', () => Promise.reject(new Error('no')), 'Error: no'],
  [
    'never ends',
    (core) => ({ send: (message) => core.sendMessage(message), close: () => new Promise(() => {}) }),
    'the processor was not done with 60 messages after 10 s',
  ],
])('one that %s does not', async ([, factory, evidence]) => {
  const { isUsed, evidence: found } = await judge(() => factory)
  expect({ isUsed, text: found.join('\n') }).toEqual({
    isUsed: false,
    text: expect.stringContaining(evidence) as string,
  })
})

test('what goes through reaches any core', async () => {
  const clock = new VirtualClock()
  const core = new MockMessagingCore({ clock })
  const factory: ProcessorFactory = (given) => new MessageQueueProcessor({ core: given, clock })
  const { messages, problems } = await clock.run(sendThrough(factory, core, clock))
  expect(problems).toEqual([])
  // Every third is a broadcast to three.
  expect({ messages: messages.length, total: core.total }).toEqual({ messages: 60, total: 100 })
})
