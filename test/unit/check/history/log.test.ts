import { describe, expect, test } from 'vitest'
import { log } from '../../../../src/check/history/log.ts'
import { assign, dequeue, enqueue } from '../../../property/check/history/references/operation-of.ts'

const pass = { valid: true, verdict: 'pass', errors: {}, proof: null }
const send = (value: unknown, at: number, offset: number | undefined, fields = {}) =>
  enqueue(value, at, at + 1, { key: 'k', offset, ...fields })
const poll = (value: unknown, at: number, offset: number | undefined, fields = {}) =>
  dequeue(value, at, at + 1, { key: 'k', offset, ...fields })

describe('log', () => {
  test('empty', () => {
    expect(log.check([], {})).toEqual(pass)
  })

  test('sane: holes, an unread tail, an unknown send that was read, a reassigned consumer', () => {
    const history = [
      send('a', 0, 0),
      send('b', 2, 3),
      send('x', 4, undefined, { outcome: 'fail' }),
      send('c', 6, 4, { outcome: 'info' }),
      send('d', 8, 9, { process: 'q' }),
      poll('a', 10, 0),
      poll('b', 12, 3),
      poll(null, 14, undefined),
      assign([], 16, 17),
      poll('b', 18, 3),
      poll('c', 20, 4),
    ]
    expect(log.check(history, {})).toEqual(pass)
  })

  test('pathological: every kind of error', () => {
    const history = [
      send('a', 0, 0),
      send('b', 2, 1),
      send('lost', 4, 2),
      send('aborted', 6, undefined, { outcome: 'fail' }),
      send('back', 8, 1.5),
      poll('a', 10, 0),
      poll('aborted', 12, 5),
      poll('a', 14, 0),
      poll('b', 16, 1),
      poll('b', 18, 6),
      poll('other', 20, 6, { process: 'd' }),
    ]
    const { proof, ...report } = log.check(history, {})
    expect(report).toEqual({
      valid: false,
      verdict: 'fail',
      errors: {
        abortedRead: ['aborted'],
        inconsistentOffsets: [{ key: 'k', offset: 6, values: ['b', 'other'] }],
        lost: ['back', 'lost'],
        duplicate: [{ key: 'k', value: 'b', offsets: [1, 6] }],
        pollSkip: [
          { consumer: 'c', key: 'k', skipped: ['b', 'back', 'lost'] },
          { consumer: 'c', key: 'k', skipped: ['back', 'lost', 'aborted'] },
        ],
        nonmonotonicPoll: [{ consumer: 'c', key: 'k', values: ['aborted', 'a'] }],
        nonmonotonicSend: [{ producer: 'p', key: 'k', values: ['lost', 'back'] }],
      },
    })
    expect(proof).toEqual({
      sentence: '"aborted" was read, yet every send of it failed',
      messages: [{ value: 'aborted', enqueue: [6, 7], dequeue: [12, 13] }],
    })
  })

  test('repeating an offset is going backwards', () => {
    const history = [send('a', 0, 0), poll('a', 2, 0), poll('a', 4, 0)]
    expect(log.check(history, {}).errors).toEqual({
      nonmonotonicPoll: [{ consumer: 'c', key: 'k', values: ['a', 'a'] }],
    })
  })
})
