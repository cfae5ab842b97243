import { sleep } from '../../foundation/clock.ts'
import type { Lease } from '../../queue/message-queue.ts'
import type { BehaviorCase } from '../behavior-case.ts'
import type { CaseContext } from '../case-context.ts'
import { judgeLeases } from '../judge-leases.ts'
import { makeMessages } from '../make-messages.ts'

const atMost = 4

export const lease: BehaviorCase = {
  name: 'lease',
  summary:
    'a message that is not acked comes again when its lease runs out, not before; a late ack is refused',
  claimed({ redelivery, leaseMs, maxDeliveries }) {
    if (redelivery !== 'lease') return `redelivery is ${redelivery}`
    if (leaseMs === undefined || leaseMs === null) return 'leaseMs is not declared'
    return maxDeliveries === 1 ? 'maxDeliveries is 1: nothing comes again' : true
  },
  async run(context) {
    const leaseMs = context.capabilities.leaseMs!
    const { timeoutMs } = context.options
    if (2.5 * leaseMs > timeoutMs) {
      context.undecided.push(
        `a lease of ${leaseMs} ms is too long for a case of at most ${timeoutMs} ms: build the queue with a shorter one, or raise timeoutMs`,
      )
      return
    }
    const { queue } = context
    const messages = makeMessages('p1', Math.min(atMost, context.backlog), context.random)
    for (const message of messages) await queue.enqueue(message)
    const abandoned = await takeAll(context, messages.length, context.options.quietMs)
    const again = await takeAll(context, abandoned.length, context.quietMs)
    // The first holder comes back too late, while the second one has the message.
    for (const stale of abandoned) {
      if (again.some(({ message }) => message.id === stale.message.id)) queue.ack(stale)
    }
    for (const held of again) queue.ack(held)
    judgeLeases(context, { drained: true })
  },
}

/** `count` deliveries, or as many as come within `waitMs`. */
async function takeAll(context: CaseContext, count: number, waitMs: number): Promise<Lease[]> {
  const leases: Lease[] = []
  const untilMs = context.clock.now() + waitMs
  while (leases.length < count && context.clock.now() < untilMs && !context.signal.aborted) {
    const lease = await takeSoon(context)
    if (lease !== null) leases.push(lease)
  }
  return leases
}

/**
 * Waits a short time only: a delivery began at the earliest with its dequeue, and the shorter that is, the more is certain
 * about its lease.
 */
async function takeSoon({ queue, clock, capabilities }: CaseContext): Promise<Lease | null> {
  const stop = new AbortController()
  const delivery = queue.dequeue(stop.signal)
  const delivered = delivery.finally(() => stop.abort())
  await Promise.race([sleep(clock, Math.max(1, capabilities.leaseMs! / 25), stop.signal), delivered])
  stop.abort()
  return delivery
}
