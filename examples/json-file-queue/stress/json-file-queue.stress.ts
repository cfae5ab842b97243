// One sender, four processors, one JSON file: the queue as it was, and repaired. The messages are the first 240 of the
// recorded traffic.
import { runStress, stressTest } from 'vitest-stress'
import { recordedMessages } from 'vitest-stress/queue'
import { expect, test } from 'vitest'
import { JsonFileQueue } from '../src/json-file-queue.ts'
import { QueueService } from '../src/queue-service.ts'
import { RepairedFileQueue } from '../src/repaired-file-queue.ts'

const data = recordedMessages(new URL('../../agent-swarm/data/swarm-traffic.jsonl', import.meta.url))
// The pause lets processors work between two messages, as they did; without it, the file is broken after the first few.
const oneSender = {
  executor: 'shared-iterations',
  iterations: 240,
  concurrency: 1,
  thinkTimeMs: 5,
} as const
const asItWas = () => QueueService.start((path) => new JsonFileQueue(path), 4)
const repaired = () => QueueService.start((path) => new RepairedFileQueue(path), 4)

// Passes only because its verdict is `fail`.
stressTest.fails(
  'four processors on one JSON file',
  { load: oneSender, data, target: asItWas, guarantees: ['atLeastOnce', 'atMostOnce'] },
  async ({ target, iteration }) => {
    await target.send(iteration.message)
  },
)

test('no send fails, and yet messages are lost and come twice', async () => {
  const result = await runStress(
    { load: oneSender, data, target: asItWas, guarantees: ['exactlyOnce'] },
    async ({ target, iteration }) => {
      await target.send(iteration.message)
    },
  )
  expect(result.metrics).toMatchObject({ success_count: 240, failure_count: 0 })
  expect(result.verdict).toBe('fail')
  expect(result.guarantees).toMatchObject([{ guarantee: 'exactlyOnce', verdict: 'fail' }])
  const ledger = result.metrics.guarantees?.ledger
  expect(ledger?.lost).toBeGreaterThan(0)
  expect(ledger?.duplicated).toBeGreaterThan(0)
})

stressTest(
  'four processors on the repaired file',
  { load: oneSender, data, target: repaired, guarantees: ['exactlyOnce', 'fifoPerKey'] },
  async ({ target, iteration }) => {
    await target.send(iteration.message)
  },
)

stressTest(
  'eight senders without a pause, four processors on the repaired file',
  {
    load: { executor: 'shared-iterations', iterations: 240, concurrency: 8 },
    data,
    target: repaired,
    guarantees: ['exactlyOnce'],
  },
  async ({ target, iteration }) => {
    await target.send(iteration.message)
  },
)
