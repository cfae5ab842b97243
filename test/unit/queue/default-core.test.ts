import { beforeEach, expect, test, vi } from 'vitest'
import { observeDeliveries } from '../../../src/queue/observation.ts'
import { makeMessage } from './make-message.ts'

// The registration is the module's own state, so each test takes a fresh copy of it.
const load = async () => ({
  ...(await import('../../../src/queue/default-core.ts')),
  ...(await import('../../../src/queue/message-queue-processor.ts')),
  ...(await import('../../../src/queue/mock-messaging-core.ts')),
})
beforeEach(() => void vi.resetModules())

test('without one the send fails and says what to do; with one registered later it works', async () => {
  const { MessageQueueProcessor, MockMessagingCore, setDefaultCore } = await load()
  const processor = new MessageQueueProcessor()
  await expect(processor.send(makeMessage(0))).rejects.toThrow(
    /new MessageQueueProcessor\(\{ core \}\).*setDefaultCore/,
  )
  expect(processor.size).toBe(0)
  const core = new MockMessagingCore()
  setDefaultCore(() => Promise.resolve(core))
  await processor.send(makeMessage(1))
  expect(core.sent.map(({ id }) => id)).toEqual(['p:1'])
})

test('it is loaded once, at the first send, and never for a processor that was given a core', async () => {
  const { MessageQueueProcessor, MockMessagingCore, setDefaultCore } = await load()
  let loads = 0
  const core = new MockMessagingCore()
  setDefaultCore(async () => {
    loads++
    return { default: core }
  })
  await new MessageQueueProcessor({ core: new MockMessagingCore() }).send(makeMessage(0))
  const processor = new MessageQueueProcessor()
  expect(loads).toBe(0)
  await Promise.all([
    processor.send(makeMessage(1)),
    processor.send(makeMessage(2)),
    processor.enqueue(makeMessage(3)),
  ])
  await processor.drain()
  expect(loads).toBe(1)
  expect(core.sent.map(({ sequence }) => sequence)).toEqual([1, 2, 3])
})

test('a module with a core export will do, anything else is refused', async () => {
  const { MockMessagingCore, loadDefaultCore, setDefaultCore } = await load()
  const core = new MockMessagingCore()
  setDefaultCore(async () => ({ core }))
  expect(await loadDefaultCore()).toBe(core)
  setDefaultCore(async () => ({ other: core }))
  await expect(loadDefaultCore()).rejects.toThrow('"default" or "core"')
})

test('it is observed itself, although it came later', async () => {
  const { MessageQueueProcessor, MockMessagingCore, setDefaultCore } = await load()
  const core = new MockMessagingCore()
  setDefaultCore(async () => core)
  const processor = new MessageQueueProcessor()
  const told: string[] = []
  processor[observeDeliveries]({
    enqueueInvoked: () => {},
    enqueueOk: () => {},
    enqueued: () => {},
    enqueueFailed: () => {},
    deadLettered: () => {},
    delivered: ({ id }) => void told.push(id),
  })
  await processor.send(makeMessage(1))
  await core.sendMessage(makeMessage(2))
  expect(told).toEqual(['p:1', 'p:2'])
})

test.each([
  ['observed', true],
  ['claimed', false],
])('once it is loaded, deliveries are known as %s', async (evidence, observable) => {
  const { MessageQueueProcessor, MockMessagingCore, setDefaultCore } = await load()
  const mock = new MockMessagingCore()
  const core = observable ? mock : { sendMessage: mock.sendMessage.bind(mock) }
  setDefaultCore(() => Promise.resolve(core))
  const processor = new MessageQueueProcessor()
  expect(processor.deliveryEvidence).toBe('claimed')
  await processor.send(makeMessage(0))
  expect(processor.deliveryEvidence).toBe(evidence)
})
