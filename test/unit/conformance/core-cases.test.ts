import { describe, expect, test } from 'vitest'
import type { CaseResult } from '../../../src/conformance/behavior-case.ts'
import { coreCases } from '../../../src/conformance/core-cases.ts'
import type { Arrival, CoreFactory } from '../../../src/conformance/core-factory.ts'
import { coreOptionsSchema } from '../../../src/conformance/core-options.ts'
import { runCoreCase } from '../../../src/conformance/run-core-case.ts'
import { formatProblem, type InputError } from '../../../src/foundation/problem.ts'
import { VirtualClock } from '../../../src/foundation/virtual-clock.ts'
import type { Message } from '../../../src/queue/message.ts'
import type { MessagingCore, SendOutcome } from '../../../src/queue/messaging-core.ts'
import { MockMessagingCore } from '../../../src/queue/mock-messaging-core.ts'

const delivered: SendOutcome = { status: 'delivered' }

async function judge(factory: (clock: VirtualClock) => ReturnType<CoreFactory>): Promise<CaseResult[]> {
  const results: CaseResult[] = []
  for (const each of coreCases) {
    const clock = new VirtualClock()
    const options = coreOptionsSchema.parse({ timeoutMs: 1_000 })
    results.push(await clock.run(runCoreCase(each, () => factory(clock), options, clock)))
  }
  return results
}

const statuses = (results: readonly CaseResult[]): Record<string, string> =>
  Object.fromEntries(results.map(({ name, status }) => [name, status]))
const detailOf = (results: readonly CaseResult[], name: string): string =>
  results.find((result) => result.name === name)!.detail

/** A core with inboxes, and what it does wrong. */
function withInboxes(send: (message: Message, inboxes: Arrival[]) => unknown): () => ReturnType<CoreFactory> {
  return () => {
    const inboxes: Arrival[] = []
    const core = { sendMessage: async (message: Message) => send(message, inboxes) } as MessagingCore
    return { core, arrivals: () => [...inboxes] }
  }
}
const put = ({ id, recipient, content }: Message, inboxes: Arrival[]): unknown => {
  inboxes.push({ inbox: recipient, id, content })
  return delivered
}

describe('the contract of a messaging core', () => {
  const kept = {
    delivery: 'kept',
    recipients: 'kept',
    content: 'kept',
    order: 'kept',
    'concurrent sends': 'kept',
  }

  test('is kept by the mock, which can be observed', async () => {
    expect(statuses(await judge((clock) => new MockMessagingCore({ clock })))).toEqual(kept)
    const slow = { latency: { minMs: 1, maxMs: 50 } }
    const results = await judge((clock) => new MockMessagingCore({ clock, successRate: 0.5, ...slow }))
    expect(statuses(results)).toEqual(kept)
  })

  test('is kept by one with inboxes of its own, late ones too', async () => {
    expect(statuses(await judge(withInboxes(put)))).toEqual(kept)
    const late = await judge((clock) => {
      const inboxes: Arrival[] = []
      const sendMessage = async (message: Message): Promise<SendOutcome> => {
        clock.after(300, () => put(message, inboxes))
        return delivered
      }
      return { core: { sendMessage }, arrivals: async () => [...inboxes] }
    })
    expect(statuses(late)).toEqual(kept)
  })

  test.for([
    [
      'loses what it says is delivered',
      () => delivered,
      'delivery',
      'sender:0 for Agent-1 was "delivered" and never arrived',
    ],
    [
      'delivers what it refuses',
      (m, i) => (put(m, i), m.sequence % 2 ? delivered : { status: 'refused', reason: 'full' }),
      'delivery',
      '"refused" and arrived',
    ],
    [
      'delivers twice',
      (m, i) => (put(m, i), put(m, i)),
      'delivery',
      'sender:0 for Agent-1 was sent once and arrived 2 times',
    ],
    [
      'expands a broadcast again',
      (m, i) => (
        m.type === 'BROADCAST'
          ? ['Agent-1', 'Agent-2', 'Agent-3', 'Agent-4'].map((recipient) => put({ ...m, recipient }, i))
          : put(m, i),
        delivered
      ),
      'recipients',
      'arrived 3 times',
    ],
    [
      'has one inbox for all',
      (m, i) => put({ ...m, recipient: 'Agent-1' }, i),
      'recipients',
      'for Agent-2 was "delivered" and never arrived',
    ],
    [
      'delivers to others as well',
      (m, i) => (put(m, i), put({ ...m, recipient: 'Captain' }, i)),
      'delivery',
      'sender:0 arrived in Captain, to whom it was not sent',
    ],
    [
      'trims what it sends',
      (m, i) => put({ ...m, content: m.content.trim() }, i),
      'content',
      'sender:1 for Agent-1 arrived with another content',
    ],
    [
      'changes its message',
      (m, i) => (put(m, i), Object.assign(m, { content: 'sent' }), delivered),
      'content',
      'sendMessage changed the message',
    ],
    [
      'puts the latest first',
      (m, i) => (i.unshift({ inbox: m.recipient, id: m.id, content: m.content }), delivered),
      'order',
      'sender:18 was sent before sender:19 and lies behind it',
    ],
    [
      'answers neither yes nor no',
      (m, i) => (put(m, i), 'ok'),
      'delivery',
      'sendMessage(sender:0) answered "ok" and not',
    ],
    [
      'refuses without a reason',
      (m, i) => (m.sequence === 3 ? { status: 'refused' } : put(m, i)),
      'delivery',
      'sendMessage(sender:3) answered {"status":"refused"} and not',
    ],
    [
      'never answers',
      (m, i) => (m.sequence === 3 ? new Promise(() => {}) : put(m, i)),
      'delivery',
      'sendMessage(sender:3) had not settled after 1,000 ms',
    ],
  ] as [string, (message: Message, inboxes: Arrival[]) => unknown, string, string][])(
    'finds one that %s',
    async ([, send, name, detail]) => {
      const results = await judge(withInboxes(send))
      expect(statuses(results)[name], detailOf(results, name)).toBe('violated')
      expect(detailOf(results, name)).toContain(detail)
    },
  )

  test('finds one that mixes up what overlaps', async () => {
    let latest: Message
    const results = await judge(
      withInboxes(async (message, inboxes) => {
        latest = message
        await Promise.resolve()
        return put({ ...message, content: latest.content }, inboxes)
      }),
    )
    expect(statuses(results)).toEqual({ ...kept, 'concurrent sends': 'violated' })
  })

  test('cannot be told where nothing was delivered, or nothing tells what arrived', async () => {
    const invalid = Object.fromEntries(coreCases.map(({ name }) => [name, 'invalid']))
    const refusing = await judge(withInboxes(() => ({ status: 'refused', reason: 'closed' })))
    expect(statuses(refusing)).toEqual(invalid)
    expect(detailOf(refusing, 'delivery')).toBe('none of 20 messages was delivered: closed')
    const throwing = await judge(withInboxes(() => Promise.reject(new Error('no broker'))))
    expect(detailOf(throwing, 'delivery')).toBe('none of 20 messages was delivered: no broker')
    // It tells what it answered, not what arrived.
    const claiming = await judge((clock) =>
      Object.assign(new MockMessagingCore({ clock }), { deliveryEvidence: 'claimed' as const }),
    )
    expect(statuses(claiming)).toEqual(invalid)
    const blind = await judge(() => ({ sendMessage: async () => delivered }))
    expect(statuses(blind)).toEqual(invalid)
    expect(detailOf(blind, 'order')).toContain('nothing tells what arrived')
    const broken = await judge(() => ({
      core: new MockMessagingCore(),
      arrivals: () => Promise.reject(new Error('gone')),
    }))
    expect(statuses(broken)).toEqual(invalid)
    const unclosed = await judge(() => ({
      core: new MockMessagingCore(),
      close: () => Promise.reject(new Error('stuck')),
    }))
    expect(detailOf(unclosed, 'order')).toBe('close: Error: stuck')
  })

  test.for([
    [
      5,
      [
        'factory(): expected a messaging core (an object with sendMessage), or { core, arrivals, close }, got 5',
      ],
    ],
    [
      { core: { send() {} }, arrivals: [] },
      [
        'core: expected a messaging core (an object with sendMessage), got {}',
        'arrivals: expected a function, got []',
      ],
    ],
  ])('a factory that makes none: %j', async ([made, problems]) => {
    const clock = new VirtualClock()
    const running = runCoreCase(coreCases[0]!, () => made as never, coreOptionsSchema.parse({}), clock)
    const error = await running.catch((thrown: unknown) => thrown as InputError)
    expect((error as InputError).problems.map(formatProblem)).toEqual(problems)
  })
})
