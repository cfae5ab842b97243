// @stress-isolation sealed
// One sender, four processors, one JSON file: the queue as it was, and repaired. The messages are the first 240 of the
// recorded traffic.
import { stressTest } from 'vitest-stress'
import { recordedMessages } from 'vitest-stress/queue'
import { afterEach, expect } from 'vitest'
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

const broken = 'four processors on one JSON file'

// Passes only because its verdict is `fail` ...
stressTest.fails(
  broken,
  { load: oneSender, data, target: asItWas, guarantees: ['atLeastOnce', 'atMostOnce'] },
  async ({ target, iteration }) => {
    await target.send(iteration.message)
  },
)

// ... and because of this violation, no other: every send succeeds, and yet messages are lost and come twice.
afterEach(({ task }) => {
  if (task.name !== broken) return
  const [run] = task.meta.stress?.runs ?? []
  expect(run).toMatchObject({ success_count: 240, failure_count: 0 })
  expect(run?.guarantees?.checks).toMatchObject([
    { guarantee: 'atLeastOnce', verdict: 'fail' },
    { guarantee: 'atMostOnce', verdict: 'fail' },
  ])
  expect(run?.guarantees?.ledger?.lost).toBeGreaterThan(0)
  expect(run?.guarantees?.ledger?.duplicated).toBeGreaterThan(0)
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
