import { describe, expect, test } from 'vitest'
import { sleep } from '../../../src/foundation/clock.ts'
import { VirtualClock } from '../../../src/foundation/virtual-clock.ts'
import { InMemoryMessageQueue } from '../../../src/queue/in-memory-message-queue.ts'
import type { Lease } from '../../../src/queue/message-queue.ts'
import { makeMessage } from '../queue/make-message.ts'
import { observed } from './observed-queue.ts'
import { queueWith, type PlainQueue } from './plain-queue.ts'

const [dead, next] = [makeMessage(0), makeMessage(1)]

test('dead letters are written down, on a nack and when a lease ends', async () => {
  const clock = new VirtualClock()
  const queue = new InMemoryMessageQueue({ clock, leaseMs: 10, maxDeliveries: 1 })
  const { rows, counts } = observed(queue)
  queue.offer(dead)
  queue.offer(next)
  queue.nack(queue.take()!)
  queue.take()
  await clock.run(sleep(clock, 11))
  expect(rows().slice(2)).toEqual([
    'dequeue p:0 ok',
    'nack p:0 ok',
    'deadLetter p:0 ok',
    'dequeue p:1 ok',
    'deadLetter p:1 ok',
  ])
  expect(counts()).toMatchObject({ delivered: 2, dead_lettered: 2 })
})

test('one that tells nothing is let be', () => {
  const queue = queueWith({})
  const { rows } = observed(queue)
  for (const odd of [undefined, {}, { message: null }])
    for (const listen of queue.listeners) listen(odd as never)
  expect(rows()).toEqual([])
})

describe('what its listener does on the queue is seen', () => {
  /** A queue that gives `dead` up whenever somebody takes. */
  const burying = () =>
    queueWith({
      take(this: PlainQueue) {
        this.bury(dead)
        return Object.getPrototypeOf(Object.getPrototypeOf(this)).take.call(this) as Lease | null
      },
    })

  test('taking', () => {
    const queue = burying()
    const { rows, counts } = observed(queue)
    queue.offer(dead)
    queue.offer(next)
    let taken: Lease | null = null
    let inside = false
    queue.onDeadLetter(() => {
      if (inside) return
      inside = true
      taken = queue.take()
    })
    const lease = queue.take()
    expect([taken!.message, lease!.message]).toEqual([dead, next])
    expect(counts()).toMatchObject({ delivered: 2, dead_lettered: 1 })
    expect(rows().filter((row) => row.startsWith('dequeue'))).toEqual(['dequeue p:0 ok', 'dequeue p:1 ok'])
  })

  test('taking what the call itself does not bring', () => {
    const queue = burying()
    const { rows } = observed(queue)
    queue.offer(next)
    let inside = false
    queue.onDeadLetter(() => {
      if (inside) return
      inside = true
      queue.take()
    })
    expect(queue.take()).toBe(null)
    expect(rows().filter((row) => row.startsWith('dequeue'))).toEqual(['dequeue p:1 ok'])
  })

  test('waiting for more', async () => {
    const queue = burying()
    const { rows, counts } = observed(queue)
    let coming: Promise<Lease | null> | undefined
    Object.assign(queue, { dequeue: Object.getPrototypeOf(queue).dequeue })
    queue.onDeadLetter(() => {
      coming ??= Promise.resolve().then(() => queue.dequeue())
    })
    expect(queue.take()).toBe(null)
    queue.offer(next)
    expect((await coming)?.message).toBe(next)
    expect(rows().filter((row) => row.startsWith('dequeue'))).toEqual(['dequeue p:1 ok'])
    expect(counts()).toMatchObject({ delivered: 1 })
  })

  test('waiting, from within the call', async () => {
    let serve = (_lease: Lease): void => {}
    const queue = queueWith({
      take(this: PlainQueue) {
        this.bury(dead)
        return null
      },
      dequeue: () => new Promise<Lease>((resolve) => (serve = resolve)),
    })
    const { rows, counts } = observed(queue)
    let coming: Promise<Lease | null> | undefined
    queue.onDeadLetter(() => {
      coming = queue.dequeue()
    })
    expect(queue.take()).toBe(null)
    serve({ message: next, deliveryCount: 1, expiresAtMs: 0 })
    await coming
    expect(rows()).toContain('dequeue p:1 ok')
    expect(counts()).toMatchObject({ delivered: 1 })
  })

  test('sending the same message again', () => {
    const queue = burying()
    const { rows, ledger } = observed(queue)
    queue.offer(dead)
    let inside = false
    queue.onDeadLetter(() => {
      if (inside) return
      inside = true
      queue.offer(dead)
    })
    queue.take()
    expect(rows()).toEqual(['enqueue p:0 ok', 'dequeue p:0 ok', 'deadLetter p:0 ok', 'enqueue p:0 ok'])
    expect(ledger.reused).toBe(1)
  })
})
