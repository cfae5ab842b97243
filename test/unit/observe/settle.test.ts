import { expect, test, describe } from 'vitest'
import { sleep } from '../../../src/foundation/clock.ts'
import { VirtualClock } from '../../../src/foundation/virtual-clock.ts'
import { InMemoryMessageQueue } from '../../../src/queue/in-memory-message-queue.ts'
import { makeMessage } from '../queue/make-message.ts'
import { observed } from './observed-queue.ts'
import { queueWith } from './plain-queue.ts'

const message = makeMessage(0)

describe.each(['ack', 'nack'] as const)('%s', (kind) => {
  const settle = async (answer: () => unknown) => {
    const queue = queueWith({ [kind]: answer })
    const { rows } = observed(queue)
    queue.offer(message)
    const lease = queue.take()!
    let result: unknown
    try {
      const answered: unknown = queue[kind](lease)
      result = await answered
    } catch (error) {
      result = error
    }
    return { result, row: rows()[2] }
  }
  const lost = new Error('connection lost')

  test.each([
    [true, 'ok'],
    [false, 'fail'],
    // Many a queue says nothing.
    [undefined, 'ok'],
    // A fault: the answer was lost.
    [null, 'info'],
    [Promise.resolve(true), 'ok'],
    [Promise.resolve(false), 'fail'],
    [Promise.resolve(), 'ok'],
  ])('that answers %s', async (answer, outcome) => {
    const { result, row } = await settle(() => answer)
    expect(row).toBe(`${kind} p:0 ${outcome}`)
    expect(result).toBe(await answer)
  })

  test('that throws or rejects may have been done', async () => {
    const throws = () => {
      throw lost
    }
    for (const answer of [throws, () => Promise.reject(lost)]) {
      expect(await settle(answer)).toEqual({ result: lost, row: `${kind} p:0 info` })
    }
  })

  test('of what is no lease is handed on', () => {
    const queue = queueWith({ [kind]: (lease: unknown) => lease })
    const { rows } = observed(queue)
    for (const odd of [undefined, null, 7, {}]) expect(queue[kind](odd as never)).toBe(odd)
    expect(rows()).toEqual([])
  })
})

test('each delivery of a message is its own: a late ack is known for what it is', async () => {
  const clock = new VirtualClock()
  const queue = new InMemoryMessageQueue({ clock, leaseMs: 10 })
  const { log } = observed(queue)
  queue.offer(message)
  const late = queue.take()!
  await clock.run(sleep(clock, 11))
  const again = queue.take()!
  queue.ack(late)
  queue.ack(again)
  queue.ack(again)
  expect(log.operations().map(({ kind, outcome, client }) => [kind, outcome, client])).toEqual([
    ['enqueue', 'ok', 0],
    ['dequeue', 'ok', 1],
    ['dequeue', 'ok', 2],
    ['ack', 'fail', 1],
    ['ack', 'ok', 2],
    ['ack', 'fail', 2],
  ])
})
