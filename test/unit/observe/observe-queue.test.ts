import { expect, test } from 'vitest'
import { InputError } from '../../../src/foundation/problem.ts'
import { VirtualClock } from '../../../src/foundation/virtual-clock.ts'
import { recordOperations } from '../../support/record-operations.ts'
import { InMemoryMessageQueue } from '../../../src/queue/in-memory-message-queue.ts'
import { makeMessage } from '../queue/make-message.ts'
import { observed, rowsOf } from './observed-queue.ts'
import { PlainQueue, queueWith } from './plain-queue.ts'

const message = makeMessage(0)

test('a queue is as it was once nobody watches', () => {
  const queue = new PlainQueue()
  const before = Object.getOwnPropertyDescriptors(queue)
  const { end, rows } = observed(queue)
  expect(queue.listeners).toHaveLength(1)
  end()
  expect(Object.getOwnPropertyDescriptors(queue)).toEqual(before)
  expect(queue.listeners).toHaveLength(0)
  queue.offer(message)
  expect(rows()).toEqual([])
  end()
})

test('a frozen queue is refused, and left alone', () => {
  const queue = Object.freeze(new PlainQueue())
  expect(() => observed(queue)).toThrow(InputError)
  expect(queue.listeners).toHaveLength(0)
})

test('a queue of which one method cannot be replaced is left as it was', () => {
  const queue = new PlainQueue()
  Object.defineProperty(queue, 'ack', { value: () => true, configurable: false, writable: false })
  expect(() => observed(queue)).toThrow('ack: expected a method that can be replaced')
  expect(Object.keys(Object.getOwnPropertyDescriptors(queue))).not.toContain('offer')
})

test('a queue that cannot end a subscription is believed no more', () => {
  const queue = queueWith({
    onDeadLetter(this: PlainQueue, listener: never) {
      this.listeners.push(listener)
    },
  })
  const { end, rows } = observed(queue)
  end()
  queue.bury(message)
  expect(rows()).toEqual([])
})

test('what is under way when it ends stays open, and changes nothing later', async () => {
  const queue = new InMemoryMessageQueue({ clock: new VirtualClock() })
  const { log, end } = observed(queue)
  const waiting = queue.dequeue()
  end()
  const operations = rowsOf(log)
  queue.offer(message)
  expect((await waiting)?.message).toBe(message)
  expect(operations).toEqual(['dequeue ? open'])
})

test('two may watch one queue, and each sees all of it', () => {
  const queue = new PlainQueue()
  const records = [0, 1].map(() => recordOperations(queue, new VirtualClock()))
  queue.offer(message)
  queue.ack(queue.take()!)
  const expected = ['enqueue p:0 ok', 'dequeue p:0 ok', 'ack p:0 ok']
  records[0]!.end()
  queue.offer(makeMessage(1))
  records[1]!.end()
  queue.take()
  expect(rowsOf(records[0]!.log)).toEqual(expected)
  expect(rowsOf(records[1]!.log)).toEqual([...expected, 'enqueue p:1 ok'])
})

test('the ledger alone knows as much as with a history', async () => {
  const play = async (maxOperations: number) => {
    const queue = new InMemoryMessageQueue({ clock: new VirtualClock() })
    const early = queue.dequeue()
    const { ledger } = recordOperations(queue, new VirtualClock(), maxOperations)
    for (let i = 0; i < 3; i++) queue.offer(makeMessage(i))
    queue.ack((await early)!)
    queue.nack(queue.take()!)
    queue.take()
    return [...ledger.deliveriesByInbox]
  }
  expect(await play(0)).toEqual(await play(100))
  expect(await play(0)).toEqual([['queue', 3]])
})
