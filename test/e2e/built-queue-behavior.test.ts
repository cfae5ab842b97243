// The queue behaviour suite as it is packed: it must notice what the source does.
import { takeCoverage } from 'node:v8'
import { afterAll, expect, test } from 'vitest'
import { wrongQueues } from '../mutation/wrong-queues.ts'
import { judgeQueue, type QueueBehaviorSuite } from '../unit/conformance/judge-queue.ts'
import type { Clock } from '../../src/foundation/clock.ts'
import { InMemoryMessageQueue } from '../../src/queue/in-memory-message-queue.ts'

// Paths that are computed are left to Node, so that the built files themselves run.
const builtAt = (path: string): string => new URL(`../../dist/conformance/${path}`, import.meta.url).href
const { cases } = (await import(builtAt('cases.js'))) as Pick<QueueBehaviorSuite, 'cases'>
const { runCase } = (await import(builtAt('run-case.js'))) as Pick<QueueBehaviorSuite, 'runCase'>
const suite = { cases, runCase }

// Vitest ends its workers before V8 has written their coverage.
if (process.env['NODE_V8_COVERAGE']) afterAll(() => takeCoverage())

/** These measure on the real clock; the source's own tests do. */
const measuring = new Set(['memory', 'throughput'])
const wrong = wrongQueues.filter(({ noticedBy }) => !measuring.has(noticedBy))

test.each(wrong.map((one) => [one.mistake, one] as const))('notices a queue that %s', async (_, one) => {
  const { noticedBy, Queue, options } = one
  const settings = { timeoutMs: 1_000, messages: 60, seed: 1 }
  const results = await judgeQueue((clock) => new Queue(clock, options), settings, [noticedBy], suite)
  expect(results[noticedBy]?.status, results[noticedBy]?.detail).toBe('violated')
})

test.each([{}, { capacity: 8 }, { capacity: 8, overflow: 'back-pressure' as const }])(
  'has nothing against the queue of the kit: %o',
  async (options) => {
    const names = cases.map(({ name }) => name).filter((name) => !measuring.has(name))
    const settings = { timeoutMs: 60_000, messages: 60 }
    const create = (clock: Clock) => new InMemoryMessageQueue({ ...options, leaseMs: 100, clock })
    const results = Object.values(await judgeQueue(create, settings, names, suite))
    expect(results.filter(({ status }) => status === 'violated' || status === 'invalid')).toEqual([])
  },
)
