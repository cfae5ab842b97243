import type { VirtualClock } from '../../../src/foundation/virtual-clock.ts'
import { InMemoryMessageQueue } from '../../../src/queue/in-memory-message-queue.ts'
import type { Lease, MessageQueue } from '../../../src/queue/message-queue.ts'
import type { Message } from '../../../src/queue/message.ts'
import { leaseMs, maxDeliveries, type Program } from './play-queue.ts'

type MakeQueue = (program: Program, clock: VirtualClock) => MessageQueue

const wrong =
  (change: (queue: InMemoryMessageQueue, program: Program) => void, options: object = {}): MakeQueue =>
  (program, clock) => {
    const { capacity, overflow } = program
    const given = { clock, leaseMs, capacity, overflow, maxDeliveries, ...options }
    const queue = new InMemoryMessageQueue(given)
    // What is promised stays as it was.
    const { capabilities } = new InMemoryMessageQueue({ clock, leaseMs, capacity, overflow, maxDeliveries })
    Object.defineProperty(queue, 'capabilities', { value: capabilities })
    change(queue, program)
    return queue
  }

/** Every fourth message is taken, and forgotten. */
const loses = wrong((queue) => {
  const offer = queue.offer.bind(queue)
  queue.offer = (message) => message.sequence % 4 === 3 || offer(message)
})

/** Every third lease is handed out to two consumers. */
const repeats = wrong((queue) => {
  const take = queue.take.bind(queue)
  let taken = 0
  let again: Lease | null = null
  queue.take = () => {
    const lease = again ?? take()
    again = again === null && lease !== null && ++taken % 3 === 0 ? { ...lease } : null
    return lease
  }
})

/** It says that it took nothing, and it did. */
const denies = wrong((queue) => {
  const offer = queue.offer.bind(queue)
  queue.offer = (message) => offer(message) && message.sequence % 5 !== 4
})

const forgetsPriority = wrong((queue) => {
  const offer = queue.offer.bind(queue)
  queue.offer = (message: Message) => {
    const level = message.priority
    const plain = Object.create(message, { priority: { get: () => 0 } }) as Message
    return level > 1 ? offer(plain) : offer(message)
  }
})

const growsBeyond = wrong(() => {}, { capacity: 1_000 })
const leasesTooShort = wrong(() => {}, { leaseMs: leaseMs / 2 })
const neverGivesUp = wrong(() => {}, { maxDeliveries: 1_000 })
const givesUpEarly = wrong(() => {}, { maxDeliveries: 2 })

/** Which rule finds each of them. */
export const wrongQueues: readonly [name: string, make: MakeQueue, found: readonly string[]][] = [
  ['loses', loses, ['atLeastOnce', 'total-queue']],
  ['repeats', repeats, ['lease']],
  ['denies', denies, ['atLeastOnce', 'total-queue']],
  ['forgets priority', forgetsPriority, ['priority', 'stable-priority', 'boundedInversion']],
  ['grows beyond its capacity', growsBeyond, ['capacity']],
  ['leases too short', leasesTooShort, ['lease']],
  ['never gives up', neverGivesUp, ['lease']],
  ['gives up early', givesUpEarly, ['lease']],
]
