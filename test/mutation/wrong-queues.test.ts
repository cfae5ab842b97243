import { describe, expect, test } from 'vitest'
import { cases } from '../../src/conformance/cases.ts'
import type { QueueBehaviorOptions } from '../../src/conformance/behavior-options.ts'
import { InMemoryMessageQueue } from '../../src/queue/in-memory-message-queue.ts'
import type { Message } from '../../src/queue/message.ts'
import { judgeQueue } from '../unit/conformance/judge-queue.ts'
import { PlainQueue, type PlainOptions } from './plain-queue.ts'
import { wrongQueues } from './wrong-queues.ts'

/** A share of the 25 that `.ci/run` tries. */
const seedCount = Number(process.env['QUEUE_SEEDS'] ?? 2)

/** What takes real time, and where the seed hardly matters. */
const measuring = new Set(['memory', 'throughput'])

/** A short backlog says little about how memory grows. */
const messagesFor = (name: string): number => (name === 'memory' ? 200 : 60)

/** A second is the most that a queue here may keep a case on the real clock waiting. */
const options: QueueBehaviorOptions = { timeoutMs: 1_000, throughput: { minPerSecond: 2_000 } }

/** The memory case collects garbage dozens of times, and the seed hardly matters to it. */
const quick = cases.map(({ name }) => name).filter((name) => name !== 'memory')

const sizes: [string, PlainOptions][] = [
  ['without a limit', {}],
  ['that rejects', { capacity: 8 }],
  ['that holds back', { capacity: 8, overflow: 'back-pressure' }],
]

describe('the suite notices a queue that', () => {
  test.each(wrongQueues.map((wrong) => [wrong.mistake, wrong] as const))('%s', async (_, wrong) => {
    const { noticedBy, Queue, options: own } = wrong
    for (const seed of measuring.has(noticedBy) ? [1] : [1, 2, 3, 4, 5].slice(0, seedCount)) {
      const results = await judgeQueue(
        (clock) => new Queue(clock, own),
        { ...options, messages: messagesFor(noticedBy), seed },
        [noticedBy],
      )
      expect(results[noticedBy]?.status, `seed ${seed}: ${results[noticedBy]?.detail}`).toBe('violated')
    }
  })

  test('makes one of at least 16 mistakes, at least one for every case', () => {
    expect(wrongQueues.length).toBeGreaterThanOrEqual(16)
    const noticing = new Set(wrongQueues.map(({ noticedBy }) => noticedBy))
    expect([...noticing].sort()).toEqual(cases.map(({ name }) => name).sort())
  })
})

describe.each(sizes)('a correct queue %s', (_, size) => {
  const correct = [
    ['in memory', (clock) => new InMemoryMessageQueue({ clock, leaseMs: 50, maxDeliveries: 4, ...size })],
    ['written for this test', (clock) => new PlainQueue(clock, size)],
  ] as const satisfies [string, Parameters<typeof judgeQueue>[0]][]
  const complaints = async (create: Parameters<typeof judgeQueue>[0], seed: number, names?: string[]) => {
    const generous = { ...options, messages: 60, seed, timeoutMs: 10_000, throughput: { minPerSecond: 100 } }
    const results = Object.values(await judgeQueue(create, generous, names))
    return results.filter(({ status }) => status === 'violated' || status === 'invalid')
  }

  test.each(correct)('%s: nothing to complain of, whatever the seed', async (_, create) => {
    for (let seed = 1; seed <= seedCount; seed++)
      expect(await complaints(create, seed, quick), `seed ${seed}`).toEqual([])
  })

  test.each(correct)('%s: no leak', async (_, create) => {
    expect(await complaints(create, 1, ['memory'])).toEqual([])
  })
})

test('a queue that may lose messages may lose them, in every case', async () => {
  class Lossy extends PlainQueue {
    protected override accept(message: Message): void {
      if (message.sequence % 17 !== 16) super.accept(message)
    }
  }
  const claims = { delivery: 'at-most-once', redelivery: 'none' } as const
  const results = await judgeQueue((clock) => new Lossy(clock, { claims }), {
    ...options,
    timeoutMs: 20_000,
    quietMs: 20,
    throughput: { minPerSecond: 100 },
  })
  expect(
    Object.values(results).filter(({ status }) => status === 'violated' || status === 'invalid'),
  ).toEqual([])
})
