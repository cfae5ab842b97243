import { describe, expect, test } from 'vitest'
import { sleep } from '../../../src/foundation/clock.ts'
import { defer } from '../../../src/foundation/deferred.ts'
import { VirtualClock } from '../../../src/foundation/virtual-clock.ts'
import { InMemoryMessageQueue } from '../../../src/queue/in-memory-message-queue.ts'
import type { Lease } from '../../../src/queue/message-queue.ts'
import { makeMessage } from '../queue/make-message.ts'
import { observed } from './observed-queue.ts'
import { queueWith } from './plain-queue.ts'

const [first, second] = [makeMessage(0), makeMessage(1)]
const leaseOf = (message = first): Lease => ({ message, deliveryCount: 1, expiresAtMs: 0 })

describe('take and dequeue', () => {
  test('that bring nothing are left out', async () => {
    const queue = new InMemoryMessageQueue({ clock: new VirtualClock() })
    const { rows } = observed(queue)
    const controller = new AbortController()
    queue.take()
    const waiting = queue.dequeue(controller.signal)
    expect(rows()).toEqual(['dequeue ? open'])
    controller.abort()
    expect(await waiting).toBe(null)
    expect(await queue.dequeue(controller.signal)).toBe(null)
    queue.close()
    expect(await queue.dequeue()).toBe(null)
    expect(rows()).toEqual([])
  })

  test('that throw may have taken a message', async () => {
    const throws = () => {
      throw new Error('connection lost')
    }
    const queue = queueWith({ take: throws, dequeue: () => Promise.reject(new Error('connection lost')) })
    const { rows } = observed(queue)
    expect(() => queue.take()).toThrow('connection lost')
    await expect(queue.dequeue()).rejects.toThrow('connection lost')
    expect(rows()).toEqual(['dequeue ? info', 'dequeue ? info'])
  })

  test('need not keep to the contract: a promise from take, a lease from dequeue, anything from either', async () => {
    const queue = queueWith({ take: () => Promise.resolve(leaseOf()), dequeue: () => leaseOf(second) })
    const { rows } = observed(queue)
    const coming: unknown = queue.take()
    await coming
    void queue.dequeue()
    expect(rows()).toEqual(['dequeue p:0 ok', 'dequeue p:1 ok'])
    for (const odd of [undefined, 7, {}, { message: null }, { message: 'text' }]) {
      const other = queueWith({ take: () => odd })
      const { rows: rowsOfOther } = observed(other)
      expect(other.take()).toBe(odd)
      expect(rowsOfOther()).toEqual([])
    }
  })

  test('of several consumers that wait are told apart', async () => {
    const queue = new InMemoryMessageQueue({ clock: new VirtualClock() })
    const { log, counts } = observed(queue)
    const waiting = [queue.dequeue(), queue.dequeue()]
    queue.offer(first)
    queue.offer(second)
    const leases = await Promise.all(waiting)
    for (const lease of leases) queue.ack(lease!)
    const done = log.operations().filter(({ kind }) => kind !== 'enqueue')
    expect(done.map(({ kind, client, message }) => [kind, client, message?.sequence])).toEqual([
      ['dequeue', 0, 0],
      ['dequeue', 1, 1],
      ['ack', 0, 0],
      ['ack', 1, 1],
    ])
    expect(counts()).toEqual({ attempted: 2, accepted: 2, delivered: 2 })
  })
})

describe('a lease that two consumers are given', () => {
  test.each([2, 3])('is a message delivered as often (%i)', async (consumers) => {
    const come = defer<Lease>()
    const queue = queueWith({ dequeue: () => come.promise })
    const { rows, counts } = observed(queue)
    const waiting = Array.from({ length: consumers }, () => queue.dequeue())
    queue.offer(first)
    come.resolve(leaseOf())
    await Promise.all(waiting)
    expect(rows().filter((row) => row === 'dequeue p:0 ok')).toHaveLength(consumers)
    expect(counts()).toMatchObject({ delivered: consumers, duplicated: consumers - 1 })
  })

  test('by take, one after the other', () => {
    const lease = leaseOf()
    const queue = queueWith({ take: () => lease })
    const { counts } = observed(queue)
    queue.take()
    queue.take()
    expect(counts()).toMatchObject({ delivered: 2 })
  })
})

test('only one of those who wait can have got a lease from a take in between', async () => {
  const lease = leaseOf()
  const serve: ((lease: Lease) => void)[] = []
  const queue = queueWith({
    dequeue: () => new Promise<Lease>((resolve) => serve.push(resolve)),
    take: () => lease,
  })
  const { counts } = observed(queue)
  const waiting = [queue.dequeue(), queue.dequeue()]
  queue.take()
  for (const [index, resolve] of serve.entries()) {
    resolve(lease)
    await waiting[index]
  }
  expect(counts()).toMatchObject({ delivered: 2 })
})

test('a queue that uses its leases again delivers again', async () => {
  const lease = leaseOf()
  const come = defer<Lease>()
  const queue = queueWith({ dequeue: () => come.promise, take: () => lease, nack: () => true })
  const { counts } = observed(queue)
  const waiting = queue.dequeue()
  queue.nack(queue.take()!)
  come.resolve(lease)
  await waiting
  expect(counts()).toMatchObject({ delivered: 2 })
})

describe('a consumer that waited before anybody watched', () => {
  test.each(['ack', 'nack'] as const)('is known by its %s', async (kind) => {
    const queue = new InMemoryMessageQueue({ clock: new VirtualClock() })
    const early = queue.dequeue()
    const { rows, counts, log } = observed(queue)
    queue.offer(first)
    const lease = (await early)!
    expect(counts()).toMatchObject({ accepted: 1, lost: 1 })
    queue[kind](lease)
    expect(rows()).toEqual(['dequeue p:0 ok', 'enqueue p:0 ok', `${kind} p:0 ok`])
    expect(counts()).toEqual({ attempted: 1, accepted: 1, delivered: 1 })
    const [dequeue, , settled] = log.operations()
    expect(dequeue).toMatchObject({
      invokeTime: 0,
      completeTime: settled!.invokeTime,
      client: settled!.client,
    })
  })

  test('and had its ack rejected is not: the lease may be of any time', () => {
    const queue = queueWith({ ack: () => false })
    const { counts, rows } = observed(queue)
    queue.ack(leaseOf())
    expect(rows()).toEqual(['ack p:0 fail'])
    expect(counts()).toEqual({})
  })

  test('and lets its lease end is the word of the queue alone, by the count on the next one or on the dead letter', async () => {
    const clock = new VirtualClock()
    const queue = new InMemoryMessageQueue({ clock, leaseMs: 10, maxDeliveries: 2 })
    const early = queue.dequeue()
    const { rows, counts, log } = observed(queue)
    queue.offer(first)
    await early
    await clock.run(sleep(clock, 11))
    queue.take()
    expect(counts()).toMatchObject({ accepted: 1, delivered: 1 })
    expect(rows()).toEqual(['claimed p:0 ok', 'enqueue p:0 ok', 'dequeue p:0 ok'])
    const [unseen, , seen] = log.operations()
    expect(unseen!.invokeTime).toBe(0)
    expect(unseen!.completeTime).toBeLessThan(seen!.completeTime)
    const buried = new InMemoryMessageQueue({ clock, leaseMs: 10, maxDeliveries: 1 })
    const another = buried.dequeue()
    const record = observed(buried)
    buried.offer(first)
    await another
    await clock.run(sleep(clock, 11))
    expect(record.rows()).toEqual(['claimed p:0 ok', 'enqueue p:0 ok', 'deadLetter p:0 ok'])
  })

  test('is claimed a hundred times at most: a queue that counts wrongly excuses no more', () => {
    let next = 0
    const queue = queueWith({ take: () => ({ ...leaseOf(makeMessage(next++)), deliveryCount: 3 }) })
    const { counts, rows } = observed(queue)
    for (let i = 0; i < 100; i++) queue.take()
    expect(counts()).toMatchObject({ delivered: 100 })
    expect(rows().filter((row) => row.startsWith('claimed'))).toHaveLength(100)
    for (const odd of [NaN, undefined, 'many', Infinity, -1]) {
      const other = queueWith({ take: () => ({ ...leaseOf(), deliveryCount: odd }) })
      const record = observed(other)
      other.take()
      expect(record.counts()['delivered']).toBe(1)
      expect(record.rows().length).toBeLessThanOrEqual(101)
    }
  })

  test('a copy of a lease is no new delivery', () => {
    const queue = queueWith({ ack: () => true })
    const { counts, log } = observed(queue)
    queue.offer(first)
    const lease = queue.take()!
    queue.ack({ ...lease })
    queue.ack({ ...lease })
    expect(counts()).toEqual({ attempted: 1, accepted: 1, delivered: 1 })
    expect(log.operations().map(({ client }) => client)).toEqual([0, 1, 1, 1])
  })
})
