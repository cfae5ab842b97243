import * as fc from 'fast-check'
import { sleep } from '../../../src/foundation/clock.ts'
import { VirtualClock } from '../../../src/foundation/virtual-clock.ts'
import { recordOperations, type OperationRecord } from '../../support/record-operations.ts'
import { InMemoryMessageQueue } from '../../../src/queue/in-memory-message-queue.ts'
import type { Lease, MessageQueue } from '../../../src/queue/message-queue.ts'
import { makeMessage } from '../../unit/queue/make-message.ts'

export const leaseMs = 10
export const maxDeliveries = 3

const step = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({ do: fc.constantFrom('offer' as const, 'enqueue' as const), priority: fc.nat(2) }),
  },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('take' as const) }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('dequeue' as const), patienceMs: fc.nat(15) }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('ack' as const), which: fc.nat() }) },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant('nack' as const), which: fc.nat(), delayMs: fc.nat(3) }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('wait' as const), byMs: fc.nat(8) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('close' as const) }) },
)
export type Step = typeof step extends fc.Arbitrary<infer T> ? T : never

export const programs = fc.record({
  steps: fc.array(step, { minLength: 20, maxLength: 80 }),
  capacity: fc.integer({ min: 1, max: 8 }),
  overflow: fc.constantFrom('reject' as const, 'back-pressure' as const),
  /** Consumers that wait before anybody watches. */
  early: fc.nat(2),
})
export type Program = typeof programs extends fc.Arbitrary<infer T> ? T : never

/** What the test saw itself, beside what was recorded. */
export interface Seen {
  record: OperationRecord
  queue: MessageQueue
  drained: boolean
  attempted: number
  accepted: number
  delivered: number
  deadLettered: number
}

type MakeQueue = (program: Program, clock: VirtualClock) => MessageQueue

export const inMemory: MakeQueue = ({ capacity, overflow }, clock) =>
  new InMemoryMessageQueue({ clock, leaseMs, capacity, overflow, maxDeliveries })

/** Plays a program on virtual time, and empties the queue at its end. */
export async function play(program: Program, make: MakeQueue = inMemory): Promise<Seen> {
  const clock = new VirtualClock()
  const queue = make(program, clock)
  const seen = { attempted: 0, accepted: 0, delivered: 0, deadLettered: 0 }
  const held: Lease[] = []
  const hold = (lease: Lease | null): void => {
    if (lease === null) return
    seen.delivered++
    held.push(lease)
  }
  const early = Array.from({ length: program.early }, () => {
    // They must ack what they get: nothing else tells of it.
    return queue.dequeue().then((lease) => {
      if (lease === null) return
      seen.delivered++
      queue.ack(lease)
    })
  })
  const record = recordOperations(queue, clock)
  queue.onDeadLetter(() => void seen.deadLettered++)
  const waiting: Promise<unknown>[] = []
  for (const one of program.steps) await clock.run(take(one))
  queue.close()
  await clock.run(empty())
  await clock.run(Promise.all([...waiting, ...early]))
  record.end()
  return { record, queue, drained: queue.size + queue.inFlight === 0, ...seen }

  async function take(one: Step): Promise<void> {
    if (one.do === 'wait') return sleep(clock, one.byMs)
    if (one.do === 'close') return queue.close()
    if (one.do === 'take') return hold(queue.take())
    if (one.do === 'dequeue') return void waiting.push(queue.dequeue(abortedAfter(one.patienceMs)).then(hold))
    if (one.do === 'ack' || one.do === 'nack') {
      const lease = held[one.which % Math.max(1, held.length)]
      if (lease && one.do === 'ack') queue.ack(lease)
      if (lease && one.do === 'nack') queue.nack(lease, { delayMs: one.delayMs })
      return
    }
    const message = makeMessage(seen.attempted++, { priority: one.priority })
    if (one.do === 'offer') return void (seen.accepted += queue.offer(message) ? 1 : 0)
    const sent = queue.enqueue(message).then(
      () => void seen.accepted++,
      () => {},
    )
    waiting.push(sent)
  }

  function abortedAfter(ms: number): AbortSignal {
    const controller = new AbortController()
    clock.after(ms, () => controller.abort())
    return controller.signal
  }

  async function empty(): Promise<void> {
    for (let lease = await queue.dequeue(); lease !== null; lease = await queue.dequeue()) {
      seen.delivered++
      queue.ack(lease)
    }
  }
}
