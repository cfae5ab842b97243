import { describe, expect, test } from 'vitest'
import { InputError } from '../../../src/foundation/problem.ts'
import { QueueClosedError } from '../../../src/queue/queue-closed-error.ts'
import { QueueFullError } from '../../../src/queue/queue-full-error.ts'
import { makeMessage } from '../queue/make-message.ts'
import { observed } from './observed-queue.ts'
import { queueWith } from './plain-queue.ts'

const message = makeMessage(0)
const timeout = () => new Error('timed out')

/** What became of one call, in the history and in the ledger. */
async function outcomeOf(method: 'enqueue' | 'offer', answer: () => unknown, more: object = {}) {
  const queue = queueWith({ [method]: answer, ...more })
  const { rows, counts } = observed(queue)
  let result: unknown
  try {
    const answer: unknown = queue[method](message)
    result = await answer
  } catch (error) {
    result = error
  }
  return { result, rows: rows(), counts: counts() }
}

describe('enqueue', () => {
  test.each([
    ['resolves', () => Promise.resolve('x')],
    ['returns', () => 'x'],
    // eslint-disable-next-line unicorn/no-thenable
    ['returns a thenable', () => ({ then: (resolve: (value: string) => void) => resolve('x') })],
  ])('that %s has taken the message', async (_, answer) => {
    const { result, rows, counts } = await outcomeOf('enqueue', answer)
    expect(rows).toEqual(['enqueue p:0 ok'])
    expect(counts).toMatchObject({ attempted: 1, accepted: 1, lost: 1 })
    expect(result).toBe('x')
  })

  test.each([
    ['QueueFullError', () => new QueueFullError(1)],
    ['QueueClosedError', () => new QueueClosedError()],
    ['InputError', () => new InputError('message', [])],
  ])('that rejects or throws %s has certainly not', async (_, makeError) => {
    const error = makeError()
    const throws = () => {
      throw error
    }
    for (const answer of [() => Promise.reject(error), throws]) {
      const { result, rows, counts } = await outcomeOf('enqueue', answer)
      expect(rows).toEqual(['enqueue p:0 fail'])
      expect(counts).toEqual({ attempted: 1 })
      expect(result).toBe(error)
    }
  })

  test('that fails in any other way may have', async () => {
    const throws = () => {
      throw timeout()
    }
    for (const answer of [() => Promise.reject(timeout()), throws]) {
      const { result, rows, counts } = await outcomeOf('enqueue', answer)
      expect(rows).toEqual(['enqueue p:0 info'])
      expect(counts).toEqual({ attempted: 1 })
      expect(result).toEqual(timeout())
    }
  })

  test('has not where the adapter says that its error proves it; what the adapter throws proves nothing', async () => {
    const answer = () => Promise.reject(timeout())
    const isRefusal = (error: unknown) => (error as Error).message === 'timed out'
    const throws = () => {
      throw new Error('the adapter is wrong')
    }
    expect((await outcomeOf('enqueue', answer, { isRefusal })).rows).toEqual(['enqueue p:0 fail'])
    expect((await outcomeOf('enqueue', answer, { isRefusal: () => 'yes' })).rows).toEqual([
      'enqueue p:0 info',
    ])
    const { rows, result } = await outcomeOf('enqueue', answer, { isRefusal: throws })
    expect(rows).toEqual(['enqueue p:0 info'])
    expect(result).toEqual(timeout())
  })

  test('that never settles is open, and may have', async () => {
    const queue = queueWith({ enqueue: () => new Promise(() => {}) })
    const { rows, counts } = observed(queue)
    void queue.enqueue(message)
    expect(rows()).toEqual(['enqueue p:0 open'])
    expect(counts()).toEqual({ attempted: 1 })
  })
})

describe('offer', () => {
  test.each([
    [true, 'ok', { attempted: 1, accepted: 1, lost: 1, lost_postfix: 1 }],
    [false, 'fail', { attempted: 1 }],
    [undefined, 'info', { attempted: 1 }],
    [Promise.resolve(true), 'ok', { attempted: 1, accepted: 1, lost: 1, lost_postfix: 1 }],
    [Promise.resolve(false), 'fail', { attempted: 1 }],
  ])('that answers %s', async (answer, outcome, expected) => {
    const { result, rows, counts } = await outcomeOf('offer', () => answer)
    expect(rows).toEqual([`enqueue p:0 ${outcome}`])
    expect(counts).toEqual(expected)
    expect(result).toBe(await answer)
  })
})

test('what is no message is handed on, and said to be unaccountable', async () => {
  const queue = queueWith({ enqueue: (message: unknown) => Promise.resolve(message) })
  const { ledger, rows } = observed(queue)
  expect(await queue.enqueue(undefined as never)).toBe(undefined)
  expect(await queue.enqueue('text' as never)).toBe('text')
  await queue.enqueue({ id: 'a message without identity' } as never)
  expect(ledger.unaccountable).toBeGreaterThanOrEqual(3)
  expect(rows()).toHaveLength(1)
})
