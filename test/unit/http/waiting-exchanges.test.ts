import { expect, test } from 'vitest'
import { Exchange } from '../../../src/http/exchange.ts'
import { WaitingExchanges } from '../../../src/http/waiting-exchanges.ts'

const request = { method: 'GET', path: '/', headers: {}, body: null, isIdempotent: true }
const outcome = { succeeded() {}, failed() {} }
const make = (startMs: number): Exchange => new Exchange(request, startMs, Infinity, outcome)

test('they come in turn, however many wait, without those that are settled', () => {
  const waiting = new WaitingExchanges()
  const taken: number[] = []
  const expected: number[] = []
  for (let index = 0; index < 9_000; index++) {
    const exchange = make(index)
    waiting.add(exchange)
    if (index % 3 === 0) exchange.fail(new Error('too late'))
    else expected.push(index)
    if (index % 4 === 0) taken.push(waiting.next()?.startMs ?? -1)
  }
  for (let next = waiting.next(); next !== null; next = waiting.next()) taken.push(next.startMs)
  expect(taken.filter((index) => index >= 0)).toEqual(expected)
  expect(waiting.next()).toBe(null)
})
