// @stress-isolation sealed
import { describeQueueBehavior } from 'vitest-stress/conformance'
import { InMemoryMessageQueue } from 'vitest-stress/queue'
import { FastqQueue } from '../src/fastq-queue.ts'
import { LimitedPQueue } from '../src/limited-p-queue.ts'
import { PQueueQueue } from '../src/p-queue-queue.ts'

const options = { throughput: { minPerSecond: 1_000 } }

describeQueueBehavior(
  'in memory, rejects',
  () => new InMemoryMessageQueue({ capacity: 50, leaseMs: 50 }),
  options,
)
describeQueueBehavior(
  'in memory, back-pressure',
  () => new InMemoryMessageQueue({ capacity: 50, overflow: 'back-pressure', leaseMs: 50 }),
  options,
)
describeQueueBehavior('fastq', () => new FastqQueue(), options)
describeQueueBehavior('p-queue', () => new PQueueQueue(), options)
// Every producer that waits is let in as soon as there is room for one: the limit is exceeded.
describeQueueBehavior('p-queue with onSizeLessThan', () => new LimitedPQueue(20), {
  ...options,
  knownViolations: ['size limit', 'overflow'],
})
