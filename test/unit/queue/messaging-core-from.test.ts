import { expect, test } from 'vitest'
import { messagingCoreFrom } from '../../../src/queue/messaging-core-from.ts'
import { makeMessage } from './make-message.ts'

const outcomeOf = (send: () => unknown, options = {}) =>
  messagingCoreFrom(send as () => undefined, options).sendMessage(makeMessage(0))

test('a throw is unknown: it may have taken effect', async () => {
  const reset = Object.assign(new Error('gone'), { code: 'ECONNRESET' })
  expect(await outcomeOf(() => Promise.reject(reset))).toEqual({ status: 'unknown', reason: 'ECONNRESET' })
  const thrown = () => {
    throw new TypeError('x')
  }
  expect(await outcomeOf(thrown)).toEqual({ status: 'unknown', reason: 'TypeError' })
  expect(await outcomeOf(() => Promise.reject(new Error('full')))).toEqual({
    status: 'unknown',
    reason: 'full',
  })
  // oxlint-disable-next-line prefer-promise-reject-errors
  expect(await outcomeOf(() => Promise.reject('text'))).toEqual({ status: 'unknown', reason: 'text' })
})

test('refusedWhen tells the throws that certainly had no effect', async () => {
  const refusedWhen = (error: unknown) => error instanceof RangeError
  expect(await outcomeOf(() => Promise.reject(new RangeError('x')), { refusedWhen })).toEqual({
    status: 'refused',
    reason: 'RangeError',
  })
  expect(await outcomeOf(() => Promise.reject(new Error('x')), { refusedWhen })).toMatchObject({
    status: 'unknown',
  })
})

test('an answer that is none is not taken for a yes', async () => {
  expect(await outcomeOf(() => ({ ok: 1 }))).toEqual({ status: 'unknown', reason: 'not-an-outcome' })
  expect(await outcomeOf(() => null)).toMatchObject({ status: 'unknown' })
})

test('bad input is named', () => {
  expect(() => messagingCoreFrom('x' as never)).toThrow('send: expected a function, got "x"')
  expect(() => messagingCoreFrom(() => {}, { refusedWhen: 1 } as never)).toThrow(
    'refusedWhen: expected a function',
  )
})
