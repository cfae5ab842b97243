import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { sleep } from '../../../src/foundation/clock.ts'
import { VirtualClock } from '../../../src/foundation/virtual-clock.ts'
import { InMemoryMessageQueue } from '../../../src/queue/in-memory-message-queue.ts'
import type { Lease } from '../../../src/queue/message-queue.ts'
import { makeMessage } from '../../unit/queue/make-message.ts'
import { MessageQueueModel } from './message-queue-model.ts'

const leaseMs = 10
const step = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({ do: fc.constant('offer' as const), priority: fc.integer({ min: -1, max: 2 }) }),
  },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('take' as const) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('ack' as const), which: fc.nat() }) },
  {
    weight: 3,
    arbitrary: fc.record({ do: fc.constant('nack' as const), which: fc.nat(), delayMs: fc.nat({ max: 3 }) }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant('advance' as const), byMs: fc.integer({ min: 1, max: 8 }) }),
  },
)

test('the queue does what a sorted array would', async () => {
  const run = async (steps: (typeof step extends fc.Arbitrary<infer T> ? T : never)[], capacity: number) => {
    const clock = new VirtualClock()
    const queue = new InMemoryMessageQueue({ clock, leaseMs, capacity, maxDeliveries: 3 })
    const model = new MessageQueueModel(capacity, leaseMs, 3)
    const held: { lease: Lease; entry: ReturnType<MessageQueueModel['take']> & object; delivery: number }[] =
      []
    let sequence = 0
    for (const one of steps) {
      if (one.do === 'offer') {
        const message = makeMessage(sequence++, { priority: one.priority })
        expect(queue.offer(message)).toBe(model.offer(message))
      } else if (one.do === 'take') {
        const [lease, entry] = [queue.take(), model.take(clock.now())]
        expect(lease?.message.id).toBe(entry?.message.id)
        expect(lease?.deliveryCount).toBe(entry?.deliveries)
        if (lease && entry) held.push({ lease, entry, delivery: entry.deliveries })
      } else if (one.do === 'advance') {
        await clock.run(sleep(clock, one.byMs))
        model.advance(clock.now())
      } else if (held.length > 0) {
        const { lease, entry, delivery } = held[one.which % held.length]!
        const isHeld = model.entries.includes(entry) && entry.leased && entry.deliveries === delivery
        if (one.do === 'ack') {
          expect(queue.ack(lease)).toBe(isHeld)
          if (isHeld) model.ack(entry)
        } else {
          expect(queue.nack(lease, { delayMs: one.delayMs })).toBe(isHeld)
          if (isHeld) model.fail(entry, one.delayMs > 0 ? clock.now() + one.delayMs : null)
        }
      }
      expect([queue.size, queue.inFlight]).toEqual([model.size, model.entries.length - model.size])
      expect(queue.deadLetters.map(({ message }) => message.id)).toEqual(model.dead)
    }
  }
  const plan = fc.tuple(fc.array(step, { maxLength: 80 }), fc.integer({ min: 1, max: 12 }))
  await fc.assert(
    fc.asyncProperty(plan, ([steps, capacity]) => run(steps, capacity)),
    { numRuns: 300 },
  )
})
