import { expect, test } from 'vitest'
import type { TargetContext } from '../../../src/model/scenario.ts'
import { agentMessages, InMemoryMessageQueue, type Lease, type Message } from '../../../src/queue.ts'
import { runVirtually } from '../../support/virtual-run.ts'
import { onlyOf } from './support.ts'
import { watchedFault } from './watched-fault.ts'

/** Whoever writes consumers of their own acks in them. */
class Consumer {
  worked: string[] = []
  readonly queue: InMemoryMessageQueue
  readonly wait: (ms: number) => Promise<void>
  constructor(queue: InMemoryMessageQueue, wait: (ms: number) => Promise<void>) {
    this.queue = queue
    this.wait = wait
  }
  async handle(lease: Lease): Promise<void> {
    await this.wait(2)
    this.worked.push(lease.message.id)
    this.queue.ack(lease)
  }
}

test.each([
  ['before', 0],
  ['in', 1],
  ['after', 1],
])(
  'what a consumer acks that died %s its work changes nothing: the message comes again',
  async (phase, again) => {
    const { metrics, consumer } = await run({ kind: 'consumer-crash', phase, at: { call: 5 } })
    const copies = consumer.worked.length - new Set(consumer.worked).size
    expect([copies, consumer.queue.size, consumer.queue.inFlight]).toEqual([again, 0, 0])
    expect(metrics.guarantees!.ledger).toMatchObject({ accepted: 20, delivered: 21, duplicated: 1 })
    expect(onlyOf(metrics.faults)).toMatchObject({ on: 'worker', fired: 1 })
  },
)

test('what a queue calls on itself is no call of its user', async () => {
  const methods: string[] = []
  const { metrics } = await runVirtually<InMemoryMessageQueue>(
    {
      load: { executor: 'shared-iterations', iterations: 5 },
      data: agentMessages(),
      target: ({ clock }: TargetContext) => new InMemoryMessageQueue({ clock }),
      faults: [
        {
          kind: watchedFault((_, { method }) => methods.push(method)),
          sites: ['queue.enqueue', 'queue.dequeue', 'queue.ack'],
        },
      ],
    },
    async ({ target, iteration }) => {
      await target.enqueue(iteration.message as Message)
      target.ack((await target.dequeue())!)
    },
  )
  expect(metrics.verdict).toBe('pass')
  expect(methods).toEqual(Array.from({ length: 5 }, () => ['enqueue', 'dequeue', 'ack']).flat())
})

async function run(fault: object) {
  let consumer!: Consumer
  const { metrics } = await runVirtually<Consumer>(
    {
      load: { executor: 'shared-iterations', iterations: 20 },
      data: agentMessages({ agents: 1, mix: { direct: 1 } }),
      target: ({ clock }: TargetContext) =>
        (consumer = new Consumer(new InMemoryMessageQueue({ clock, leaseMs: 50 }), (ms) => clock.sleep(ms))),
      observe: (target: Consumer) => target.queue,
      budgets: { successRate: { min: 0 } },
      faults: [fault],
      faultPoints: (target: Consumer) => ({ worker: target }),
    },
    async ({ target, iteration, wait }) => {
      await target.queue.enqueue(iteration.message as Message)
      // The last ones wait for what comes again.
      if (iteration.index === 19) await wait(100)
      for (let lease = target.queue.take(); lease; lease = target.queue.take()) await target.handle(lease)
    },
  )
  return { metrics, consumer }
}
