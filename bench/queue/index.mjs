// How many messages a second the processor brings through a core that answers at once, beside `fastq.promise` and p-queue
// calling the same core, in alternating rounds: `npm run build && node bench/queue/index.mjs [rounds]`. Leases are on, as
// always. `preloaded`: all messages are put in before the first is worked on; `bounded`: the producer waits for space at
// 1,000 waiting; `accounted`: bounded, with the ledger; `recorded`: with the whole history of operations as well. Prints
// medians and ratios as JSON.
import * as fastq from 'fastq'
import PQueue from 'p-queue'
import { realClock } from '../../dist/foundation/clock.js'
import { observe } from '../../dist/observe/observe.js'
import { InMemoryMessageQueue } from '../../dist/queue/in-memory-message-queue.js'
import { MessageQueueProcessor } from '../../dist/queue/message-queue-processor.js'

const rounds = Number(process.argv[2] ?? 5)
const count = 200_000
const bound = 1_000
const delivered = { status: 'delivered' }
const core = { sendMessage: async () => delivered }

const messages = Array.from({ length: count }, (_, index) => ({
  id: `producer:${index}`,
  producer: 'producer',
  sequence: index,
  sender: 'SYSTEM',
  recipient: `Agent-${(index % 9) + 1}`,
  type: 'SYSTEM_TO_AGENT',
  priority: index % 3,
  key: 'Agent-1',
  content: '',
}))

function processorOf(concurrency, capacity) {
  const queue = new InMemoryMessageQueue(
    capacity === undefined ? {} : { capacity, overflow: 'back-pressure' },
  )
  return new MessageQueueProcessor({ core, queue, concurrency })
}

const contenders = {
  async 'fastq preloaded'(concurrency) {
    const queue = fastq.promise((message) => core.sendMessage(message), concurrency)
    for (const message of messages) void queue.push(message)
    await queue.drained()
  },
  async 'p-queue preloaded'(concurrency) {
    const queue = new PQueue({ concurrency })
    for (const message of messages) void queue.add(() => core.sendMessage(message))
    await queue.onIdle()
  },
  async 'processor preloaded'(concurrency) {
    const processor = processorOf(concurrency)
    for (const message of messages) void processor.enqueue(message)
    await processor.drain()
    await processor.close()
  },
  // As fastq does it: a promise of the outcome for each message.
  async 'processor preloaded, outcomes'(concurrency) {
    const processor = processorOf(concurrency)
    for (const message of messages) void processor.send(message)
    await processor.drain()
    await processor.close()
  },
  async 'fastq bounded'(concurrency) {
    let waiting = 0
    let onSpace = null
    const queue = fastq.promise(async (message) => {
      await core.sendMessage(message)
      waiting--
      onSpace?.()
    }, concurrency)
    for (const message of messages) {
      if (waiting >= bound) await new Promise((resolve) => (onSpace = resolve))
      waiting++
      void queue.push(message)
    }
    await queue.drained()
  },
  async 'processor bounded'(concurrency) {
    const processor = processorOf(concurrency, bound)
    for (const message of messages) await processor.enqueue(message)
    await processor.drain()
    await processor.close()
  },
  async 'processor accounted'(concurrency) {
    await observed(concurrency, 0)
  },
  async 'processor recorded'(concurrency) {
    const { log } = await observed(concurrency, 4 * count)
    if (log.size < 2 * count) throw new Error('not everything was recorded')
  },
}

async function observed(concurrency, maxOperations) {
  const processor = processorOf(concurrency, bound)
  const observation = observe(processor, processor, { now: realClock.now, maxOperations })
  for (const message of messages) await processor.enqueue(message)
  await processor.drain()
  observation.end()
  await processor.close()
  return observation
}

const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]
const results = []
for (const concurrency of [1, 64]) {
  const times = Object.fromEntries(Object.keys(contenders).map((name) => [name, []]))
  for (let round = 0; round <= rounds; round++) {
    for (const [name, run] of Object.entries(contenders)) {
      const start = performance.now()
      await run(concurrency)
      // The first round warms up.
      if (round > 0) times[name].push(performance.now() - start)
    }
  }
  const ratio = (name, peer) => Number(median(times[name].map((ms, i) => times[peer][i] / ms)).toFixed(2))
  results.push({
    concurrency,
    messagesPerSecond: Object.fromEntries(
      Object.entries(times).map(([name, ms]) => [name, Math.round((count * 1000) / median(ms))]),
    ),
    ratios: {
      'preloaded to fastq': ratio('processor preloaded', 'fastq preloaded'),
      'preloaded, outcomes to fastq': ratio('processor preloaded, outcomes', 'fastq preloaded'),
      'preloaded to p-queue': ratio('processor preloaded', 'p-queue preloaded'),
      'bounded to fastq': ratio('processor bounded', 'fastq bounded'),
      'accounted to bounded': ratio('processor accounted', 'processor bounded'),
      'recorded to bounded': ratio('processor recorded', 'processor bounded'),
    },
  })
}
console.log(JSON.stringify({ node: process.version, messages: count, rounds, results }, null, 2))
