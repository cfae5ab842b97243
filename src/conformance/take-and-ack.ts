import { sleep, type Clock } from '../foundation/clock.ts'
import type { Lease, MessageQueue } from '../queue/message-queue.ts'

export interface Taking {
  bareQueue: MessageQueue
  clock: Clock
  signal: AbortSignal
  options: { quietMs: number }
}

export interface Taken {
  count: number
  /** When the last one came, on the clock. */
  lastMs: number
}

/**
 * Takes `count` messages and acks each. Ends early when `signal` aborts and, of a queue that may lose messages, when nothing
 * came for `quietMs`.
 */
export async function takeAndAck(taking: Taking, count: number): Promise<Taken> {
  const { bareQueue, clock, signal } = taking
  const next = bareQueue.capabilities.delivery === 'at-most-once' ? takeIfAny : take
  const taken = { count: 0, lastMs: clock.now() }
  while (taken.count < count && !signal.aborted) {
    const lease = await next(taking)
    if (lease === null) break
    bareQueue.ack(lease)
    taken.count++
    taken.lastMs = clock.now()
  }
  return taken
}

function take({ bareQueue, signal }: Taking): Promise<Lease | null> {
  return bareQueue.dequeue(signal)
}

async function takeIfAny({ bareQueue, clock, signal, options }: Taking): Promise<Lease | null> {
  const stop = new AbortController()
  const delivery = bareQueue.dequeue(AbortSignal.any([stop.signal, signal]))
  const arrived = new AbortController()
  const lease = delivery.finally(() => arrived.abort())
  void sleep(clock, options.quietMs, arrived.signal).then(() => stop.abort())
  return lease
}
