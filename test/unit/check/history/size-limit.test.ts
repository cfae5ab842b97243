import { describe, expect, test } from 'vitest'
import { sizeLimit } from '../../../../src/check/history/size-limit.ts'
import { dequeue, drain, enqueue } from '../../../property/check/history/references/operation-of.ts'

const pass = { valid: true, verdict: 'pass', overflow: [], spuriousRejects: [], proof: null }

describe('size-limit', () => {
  test('empty', () => {
    expect(sizeLimit.check([], { capacity: 0 })).toEqual(pass)
  })

  test('sane: what may have left in time is no overflow, what may have been full no spurious reject', () => {
    const history = [
      enqueue(1, 0, 1),
      enqueue(2, 2, 3),
      dequeue(1, 5, 9),
      enqueue(3, 4, 5),
      enqueue(4, 6, 7, { outcome: 'fail' }),
      dequeue(2, 8, 9, { outcome: 'info' }),
      enqueue(5, 8, 10),
    ]
    expect(sizeLimit.check(history, { capacity: 2 })).toEqual(pass)
  })

  test('pathological: two too many, and one refused though there was room', () => {
    const history = [
      enqueue('r', 0, 1, { outcome: 'fail' }),
      enqueue(1, 2, 3),
      enqueue(2, 4, 5),
      enqueue(3, 6, 7),
      drain([1], 8, 9),
      dequeue(null, 10, 11),
    ]
    expect(sizeLimit.check(history, { capacity: 1 })).toEqual({
      valid: false,
      verdict: 'fail',
      overflow: [
        { at: 5, minSize: 2 },
        { at: 7, minSize: 3 },
      ],
      spuriousRejects: ['r'],
      proof: {
        sentence: 'right after the ok at 5 at least 2 messages were inside, more than the 1 allowed',
        messages: [
          { value: 1, enqueue: [2, 3], dequeue: [8, 9] },
          { value: 2, enqueue: [4, 5], dequeue: null },
        ],
      },
    })
  })
})
