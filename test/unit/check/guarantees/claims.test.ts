import { describe, expect, test } from 'vitest'
import { priority } from '../../../../src/check/guarantees/priority.ts'
import { VirtualClock } from '../../../../src/foundation/virtual-clock.ts'
import { sleep } from '../../../../src/foundation/clock.ts'
import { InMemoryMessageQueue } from '../../../../src/queue/in-memory-message-queue.ts'
import type { Lease } from '../../../../src/queue/message-queue.ts'
import { runVirtually } from '../../../support/virtual-run.ts'
import { makeMessage } from '../../queue/make-message.ts'

const load = { executor: 'shared-iterations', iterations: 12, concurrency: 1 }

/** The last message first, and it says that each has been delivered once before. */
class Braggart extends InMemoryMessageQueue {
  override take(): Lease | null {
    const leases: Lease[] = []
    for (let lease = super.take(); lease !== null; lease = super.take()) leases.push(lease)
    const last = leases.pop() ?? null
    for (const lease of leases.toReversed()) super.nack(lease)
    return last
  }
}

describe('deliveries that the queue counts and nobody saw', () => {
  test('prove no violation wrong: what they might excuse cannot be told', async () => {
    const { metrics } = await runVirtually<InMemoryMessageQueue>(
      { load, target: () => new Braggart({ maxDeliveries: 100 }), guarantees: ['fifo', 'atLeastOnce'] },
      async ({ target, iteration }) => {
        await target.enqueue(makeMessage(iteration.index))
        if (iteration.index % 4 === 3) for (let i = 0; i < 4; i++) target.ack(target.take()!)
      },
    )
    expect(metrics.guarantees!.checks).toMatchObject([
      { guarantee: 'fifo', verdict: 'invalid', summary: expect.stringContaining('deliveryCount') as string },
      // Only what was seen counts.
      { guarantee: 'atLeastOnce', verdict: 'pass', summary: '12 accepted, 12 delivered, 0 lost' },
    ])
  })

  test('are what a consumer took that waited before the run, and let its lease end', async () => {
    const clock = new VirtualClock()
    const target = () => {
      const queue = new InMemoryMessageQueue({ clock, leaseMs: 10 })
      // It gets the first message, of high priority, and is never heard of again.
      void queue.dequeue()
      return queue
    }
    const { metrics } = await runVirtually<InMemoryMessageQueue>(
      { load, target, guarantees: ['priority'] },
      async ({ target: queue, iteration: { index } }) => {
        await queue.enqueue({ ...makeMessage(index), priority: index === 0 ? 5 : index % 2 })
        if (index === 11) await sleep(clock, 20)
        if (index % 3 === 2) for (let lease = queue.take(); lease; lease = queue.take()) queue.ack(lease)
      },
      { clock },
    )
    const [check] = metrics.guarantees!.checks
    expect(check!.guarantee).toBe(priority.name)
    expect(check!.verdict).toBe('invalid')
  })
})
