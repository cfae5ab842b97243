import { expect, test } from 'vitest'
import { takesOlderHandlers } from '../../../src/http/undici/takes-older-handlers.ts'
import { UndiciHead } from '../../../src/http/undici/undici-head.ts'

test('headers are the same, whichever way undici gives them', () => {
  const given = ['X-One', ' a ', 'set-cookie', 'b', 'x-one', 'c', 'Set-Cookie', 'd', '__proto__', 'é']
  const list = given.map((text) => Buffer.from(text, 'latin1'))
  const newer = JSON.parse('{ "x-one": [" a ", "c"], "set-cookie": ["b", "d"], "__proto__": "é" }') as object
  const { headers } = new UndiciHead(list)
  expect(Object.entries(headers)).toEqual(Object.entries(new UndiciHead({ ...newer }).headers))
  expect(Object.entries(headers)).toEqual([
    ['x-one', 'a, c'],
    ['set-cookie', ['b', 'd']],
    ['__proto__', 'é'],
  ])
})

test('handlers of the older kind are for undici 7 alone', () => {
  const of = (version: unknown) => takesOlderHandlers(() => ({ version }))
  expect([of('7.30.2'), of('8.0.0'), of('70.1.0'), of(undefined)]).toEqual([true, false, false, false])
  const missing = () => {
    throw new Error('not installed')
  }
  expect(takesOlderHandlers(missing)).toBe(false)
  // The one that the tests of the client run with.
  expect(takesOlderHandlers()).toBe(true)
})
