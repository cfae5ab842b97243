import { describe, expect, test } from 'vitest'
import { QueueFullError } from '../../../src/queue/queue-full-error.ts'
import type { Lease } from '../../../src/queue/message-queue.ts'
import type { Message } from '../../../src/queue/message.ts'
import { makeMessage } from '../queue/make-message.ts'
import { observed } from './observed-queue.ts'
import { queueWith, type PlainQueue } from './plain-queue.ts'

const message = makeMessage(0)

describe('an enqueue that calls offer of its own queue is one operation', () => {
  test.each([
    [
      'at once',
      async function (this: PlainQueue, sent: Message) {
        this.offer(sent)
      },
    ],
    [
      'after a wait',
      async function (this: PlainQueue, sent: Message) {
        await Promise.resolve()
        this.offer(sent)
      },
    ],
    [
      'with a copy',
      async function (this: PlainQueue, sent: Message) {
        this.offer({ ...sent })
      },
    ],
    [
      'with a copy, after a wait',
      async function (this: PlainQueue, sent: Message) {
        await Promise.resolve()
        this.offer({ ...sent })
      },
    ],
    [
      'until it is taken',
      async function (this: PlainQueue, sent: Message) {
        for (let i = 0; i < 3; i++) await Promise.resolve(this.offer(sent))
      },
    ],
  ])('%s', async (_, enqueue) => {
    const queue = queueWith({ enqueue, offer: () => false })
    const { rows, ledger, counts } = observed(queue)
    await queue.enqueue(message)
    // What offer answered is not the last word.
    expect(rows()).toEqual(['enqueue p:0 ok'])
    expect(counts()).toMatchObject({ attempted: 1, accepted: 1 })
    expect(ledger.reused).toBe(0)
  })

  test('and its own outcome counts, not that of the offer', async () => {
    const queue = queueWith({
      async enqueue(this: PlainQueue, sent: Message) {
        await Promise.resolve()
        this.offer(sent)
        throw new QueueFullError(1)
      },
    })
    const { rows, counts } = observed(queue)
    await expect(queue.enqueue(message)).rejects.toThrow(QueueFullError)
    expect(rows()).toEqual(['enqueue p:0 fail'])
    expect(counts()).toEqual({ attempted: 1 })
  })
})

describe('a queue that tries again by calling itself', () => {
  test('has made one attempt', async () => {
    let left = 2
    const queue = queueWith({
      async enqueue(this: PlainQueue, sent: Message): Promise<void> {
        await Promise.resolve()
        if (left-- > 0) return this.enqueue(sent)
      },
    })
    const { rows, ledger, counts } = observed(queue)
    await queue.enqueue(message)
    expect(rows()).toEqual(['enqueue p:0 ok'])
    expect(counts()).toMatchObject({ attempted: 1, accepted: 1 })
    expect(ledger.reused).toBe(0)
  })
})

describe('a user who tries again', () => {
  test('while the first call hangs: what the second brings about is not lost from sight', async () => {
    let calls = 0
    const queue = queueWith({ enqueue: () => (calls++ === 0 ? new Promise(() => {}) : Promise.resolve()) })
    const { rows, counts } = observed(queue)
    void queue.enqueue(message)
    expect(rows()).toEqual(['enqueue p:0 open'])
    await queue.enqueue(message)
    expect(rows()).toEqual(['enqueue p:0 ok'])
    expect(counts()).toMatchObject({ attempted: 1, accepted: 1, lost: 1 })
  })

  test('a first call that fails afterwards takes nothing back', async () => {
    let fail = (): void => {}
    let calls = 0
    const first = new Promise<void>((_, reject) => (fail = () => reject(new QueueFullError(1))))
    const queue = queueWith({ enqueue: () => (calls++ === 0 ? first : Promise.resolve()) })
    const { rows, counts } = observed(queue)
    const pending = queue.enqueue(message)
    await queue.enqueue(message)
    fail()
    await expect(pending).rejects.toThrow(QueueFullError)
    expect(rows()).toEqual(['enqueue p:0 ok'])
    expect(counts()).toMatchObject({ attempted: 1, accepted: 1, lost: 1 })
  })

  test('with the same object, later, has sent it twice', async () => {
    const queue = queueWith({})
    const { rows, ledger } = observed(queue)
    await queue.enqueue(message)
    await queue.enqueue(message)
    expect(rows()).toEqual(['enqueue p:0 ok', 'enqueue p:0 ok'])
    expect(ledger.reused).toBe(1)
  })

  test('after a refusal has sent it once', async () => {
    let calls = 0
    const queue = queueWith({ offer: () => calls++ > 0 })
    const { rows, ledger, counts } = observed(queue)
    queue.offer(message)
    queue.offer(message)
    expect(rows()).toEqual(['enqueue p:0 fail', 'enqueue p:0 ok'])
    expect(ledger.reused).toBe(0)
    expect(counts()).toMatchObject({ attempted: 1, accepted: 1 })
  })
})

describe('a dequeue that calls its own queue is one operation', () => {
  const polls = async function (this: PlainQueue): Promise<Lease | null> {
    for (let i = 0; i < 5; i++) {
      const lease = this.take()
      if (lease) return lease
      await Promise.resolve()
    }
    return null
  }
  const recurs = async function (this: PlainQueue): Promise<Lease | null> {
    const lease = this.take()
    if (lease) return lease
    await Promise.resolve()
    return this.dequeue()
  }

  test.each([
    ['take in a loop', polls],
    ['take, and then itself', recurs],
  ])('%s', async (_, dequeue) => {
    const queue = queueWith({ dequeue })
    const { rows, counts } = observed(queue)
    const coming = queue.dequeue()
    await Promise.resolve()
    await Promise.resolve()
    queue.offer(message)
    const lease = (await coming)!
    expect(lease.message).toBe(message)
    queue.ack(lease)
    expect(rows().sort()).toEqual(['ack p:0 ok', 'dequeue p:0 ok', 'enqueue p:0 ok'])
    expect(counts()).toEqual({ attempted: 1, accepted: 1, delivered: 1 })
  })

  test('with something there at once', async () => {
    const queue = queueWith({ dequeue: polls })
    const { rows, counts } = observed(queue)
    queue.offer(message)
    await queue.dequeue()
    expect(rows()).toEqual(['enqueue p:0 ok', 'dequeue p:0 ok'])
    expect(counts()).toMatchObject({ delivered: 1 })
  })
})

test('an ack that calls nack, or the other way round, is what was called', () => {
  const queue = queueWith({
    ack(this: PlainQueue, lease: Lease) {
      return this.nack(lease)
    },
  })
  const { rows } = observed(queue)
  queue.offer(message)
  queue.ack(queue.take()!)
  expect(rows()).toEqual(['enqueue p:0 ok', 'dequeue p:0 ok', 'ack p:0 ok'])
})

test('an enqueue that calls itself at once is one operation, and the outer one has the last word', async () => {
  let depth = 0
  const queue = queueWith({
    enqueue(this: PlainQueue, sent: Message): unknown {
      if (depth++ === 0) {
        void this.enqueue(sent)
        throw new QueueFullError(1)
      }
      return undefined
    },
  })
  const { rows, counts } = observed(queue)
  expect(() => queue.enqueue(message)).toThrow(QueueFullError)
  expect(rows()).toEqual(['enqueue p:0 fail'])
  expect(counts()).toEqual({ attempted: 1 })
})
