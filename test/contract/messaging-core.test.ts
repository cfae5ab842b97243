import { describe, expect, test } from 'vitest'
import { VirtualClock } from '../../src/foundation/virtual-clock.ts'
import { messagingCoreFrom } from '../../src/queue/messaging-core-from.ts'
import type { MessagingCore } from '../../src/queue/messaging-core.ts'
import { MockMessagingCore } from '../../src/queue/mock-messaging-core.ts'
import { isObservable, observeDeliveries } from '../../src/queue/observation.ts'
import { makeMessage } from '../unit/queue/make-message.ts'

interface Case {
  name: string
  /** A core that delivers, and what it brought where. */
  delivering: (clock: VirtualClock) => { core: MessagingCore; arrived: () => string[] }
  refusing: () => MessagingCore
}

const throwing = (error: Error) => () => Promise.reject(error)
const refused = Object.assign(new Error('no'), { code: 'ECONNREFUSED' })

const mock = (options: ConstructorParameters<typeof MockMessagingCore>[0]) => (clock: VirtualClock) => {
  const core = new MockMessagingCore({ ...options, clock })
  return { core, arrived: () => core.sent.map(({ id, recipient }) => `${id}>${recipient}`) }
}
const adapted = (answer: unknown) => () => {
  const arrived: string[] = []
  const core = messagingCoreFrom(({ id, recipient }) => {
    arrived.push(`${id}>${recipient}`)
    return answer as undefined
  })
  return { core, arrived: () => arrived }
}

const cases: Case[] = [
  { name: 'mock', delivering: mock({}), refusing: () => new MockMessagingCore({ successRate: 0 }) },
  {
    name: 'mock with latency',
    delivering: mock({ latency: { minMs: 1, maxMs: 5 } }),
    refusing: () => new MockMessagingCore({ successRate: 0 }),
  },
  {
    name: 'adapted, nothing',
    delivering: adapted(undefined),
    refusing: () => messagingCoreFrom(() => false),
  },
  {
    name: 'adapted, boolean',
    delivering: adapted(Promise.resolve(true)),
    refusing: () => messagingCoreFrom(throwing(refused), { refusedWhen: (error) => error === refused }),
  },
  {
    name: 'adapted, outcome',
    delivering: adapted({ status: 'delivered' }),
    refusing: () => messagingCoreFrom(() => ({ status: 'refused', reason: 'full' })),
  },
]

describe.each(cases)('$name', ({ delivering, refusing }) => {
  test('a delivered message arrived at its recipient', async () => {
    const clock = new VirtualClock()
    const { core, arrived } = delivering(clock)
    const outcomes = [makeMessage(0), makeMessage(1, { recipient: 'Agent-2' })].map((message) =>
      core.sendMessage(message),
    )
    expect(await clock.run(Promise.all(outcomes))).toEqual([{ status: 'delivered' }, { status: 'delivered' }])
    expect(arrived().sort()).toEqual(['p:0>Agent-1', 'p:1>Agent-2'])
  })

  test('an observable core tells each delivery once', async () => {
    const clock = new VirtualClock()
    const { core } = delivering(clock)
    if (!isObservable(core)) return
    const told: string[] = []
    const unexpected = (): void => void told.push('unexpected')
    const end = core[observeDeliveries]({
      enqueueInvoked: unexpected,
      enqueueOk: unexpected,
      enqueued: unexpected,
      enqueueFailed: unexpected,
      deadLettered: unexpected,
      delivered: ({ id }, inbox) => void told.push(`${id}>${inbox}`),
    })
    await clock.run(core.sendMessage(makeMessage(0)))
    end()
    await clock.run(core.sendMessage(makeMessage(1)))
    expect(told).toEqual(['p:0>Agent-1'])
  })

  test('a refusal is an outcome with a reason, not a throw', async () => {
    const outcome = await refusing().sendMessage(makeMessage(0))
    expect(outcome).toEqual({ status: 'refused', reason: expect.stringMatching(/.+/) })
  })
})
