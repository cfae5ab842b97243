import { describe, expect, test } from 'vitest'
import { FailureReasons, messageOf } from '../../../src/record/failure-reasons.ts'
import { InputError } from '../../../src/foundation/problem.ts'
import { revoked, throwingOn } from '../../support/odd-errors.ts'

function reasonOf(error: unknown): string {
  const reasons = new FailureReasons()
  reasons.add(error)
  return reasons.list()[0]!.reason
}

describe('failure reasons', () => {
  test.each<[string, unknown, string]>([
    ['its reason', Object.assign(new Error('m'), { reason: 'timeout', code: 'E1' }), 'timeout'],
    ['its code', Object.assign(new Error('m'), { code: 'ECONNRESET' }), 'ECONNRESET'],
    ['a code that is a number', { code: 503 }, '503'],
    ['its name', new TypeError('m'), 'TypeError'],
    [
      'its name, where the reason is no text',
      Object.assign(new RangeError('m'), { reason: {}, code: '' }),
      'RangeError',
    ],
    ['itself, where it is a string', 'full', 'full'],
    ['its type, where it is anything else', undefined, 'undefined'],
    ['its type, where it is a number', 7, 'number'],
    ['its type, where it is a symbol', Symbol('s'), 'symbol'],
    ['its code, where the reason is not to be printed', { reason: Object.create(null), code: 'E2' }, 'E2'],
    ['"Error", where it is not even an object of this realm', Object.create(null), 'Error'],
    ['"Error", where its name is no text', { name: Symbol('s'), message: 42 }, 'Error'],
    ['nothing, where reading it throws', throwingOn('reason'), '(unprintable)'],
    ['nothing, where reading its name throws', throwingOn('name'), '(unprintable)'],
    ['its reason, where reading its message throws', throwingOn('message'), 'known'],
    ['"object" for null', null, 'object'],
    ['"Error", where nothing names it', {}, 'Error'],
  ])('name an error by %s', (_, error, reason) => {
    expect(reasonOf(error)).toBe(reason)
  })

  test('are listed most frequent first, with the first message of each', () => {
    const reasons = new FailureReasons()
    reasons.add(new TypeError('first'))
    for (const text of ['one', 'two', 'three']) reasons.add(new RangeError(text))
    reasons.add(new TypeError('second'))
    reasons.add(new SyntaxError('z'))
    reasons.add('a')
    expect(reasons.list()).toEqual([
      { reason: 'RangeError', count: 3, example: 'one' },
      { reason: 'TypeError', count: 2, example: 'first' },
      { reason: 'a', count: 1, example: 'a' },
      { reason: 'SyntaxError', count: 1, example: 'z' },
    ])
  })

  test('beyond a hundred are counted together, and none is lost', () => {
    const reasons = new FailureReasons()
    for (let index = 0; index < 250; index++) reasons.add(`reason ${index}`)
    reasons.add('reason 5')
    const list = reasons.list()
    expect(list).toHaveLength(101)
    expect(list[0]).toEqual({ reason: '(other reasons)', count: 150, example: 'reason 100' })
    expect(list[1]).toMatchObject({ reason: 'reason 5', count: 2 })
    expect(list.reduce((sum, { count }) => sum + count, 0)).toBe(251)
  })

  test.each<[unknown, string]>([
    [new Error('broken'), 'broken'],
    ['text', 'text'],
    [{ message: 'of an object' }, 'of an object'],
    [undefined, 'undefined'],
    [null, 'null'],
    [new Error('x'.repeat(500)), 'x'.repeat(300)],
    [
      new InputError('request', [
        { path: 'path', expected: 'a path', got: '"a b"' },
        { path: 'header', expected: 'nothing', got: '1' },
      ]),
      'request: 2 problems; path: expected a path, got "a b"; header: expected nothing, got 1',
    ],
    [{ message: 'x'.repeat(500) }, 'x'.repeat(300)],
    [{ message: 42 }, '42'],
    [{ message: { toString: () => 'told' } }, 'told'],
    [Object.create(null), '(unprintable)'],
    [{ message: Object.create(null) }, '(unprintable)'],
    [throwingOn('message'), '(unprintable)'],
    [Symbol('s'), 'Symbol(s)'],
    [42, '42'],
    [10n, '10'],
  ])('show the message, case %#', (error, message) => {
    expect(messageOf(error)).toBe(message)
  })

  // Not a case above: the runner could not name it.
  test('count what cannot even be looked at', () => {
    const reasons = new FailureReasons()
    for (const error of [revoked(), throwingOn('reason'), revoked()]) reasons.add(error)
    expect(reasons.list()).toEqual([{ reason: '(unprintable)', count: 3, example: '(unprintable)' }])
    expect(messageOf(revoked())).toBe('(unprintable)')
  })
})
