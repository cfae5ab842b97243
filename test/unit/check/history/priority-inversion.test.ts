import { describe, expect, test } from 'vitest'
import { priorityInversion } from '../../../../src/check/history/priority-inversion.ts'
import { dequeue, drain, enqueue } from '../../../property/check/history/references/operation-of.ts'

const pass = { valid: true, verdict: 'pass', overtaken: {}, maxOvertakes: 0, proof: null }

describe('priority-inversion', () => {
  test('empty', () => {
    expect(priorityInversion.check([], { bound: 0 })).toEqual(pass)
  })

  test('sane: what is urgent comes first, and overlapping is no overtaking', () => {
    const history = [
      enqueue('slow', 0, 1, { priority: 1 }),
      enqueue('urgent', 2, 3, { priority: 9 }),
      dequeue('slow', 3, 5),
      dequeue('urgent', 5, 6),
    ]
    expect(priorityInversion.check(history, { bound: 0 })).toEqual(pass)
  })

  test('pathological: three of lower priority overtake, one of them in the same drain', () => {
    const history = [
      enqueue('a', 0, 1, { priority: 5 }),
      enqueue('b', 0, 1, { process: 'q', priority: 4 }),
      enqueue('c', 0, 1, { process: 'r' }),
      enqueue('d', 0, 1, { process: 's', priority: -1 }),
      dequeue('c', 2, 3),
      dequeue('d', 4, 5),
      drain(['b', 'a'], 6, 7),
    ]
    expect(priorityInversion.check(history, { bound: 2 })).toEqual({
      valid: false,
      verdict: 'fail',
      overtaken: { a: 3, b: 2 },
      maxOvertakes: 3,
      proof: {
        sentence:
          '"a" (priority 5) was inside from 1 on and came out at 6 at the earliest, yet 3 messages of lower priority came out in between, more than the 2 allowed',
        messages: [
          { value: 'a', enqueue: [0, 1], dequeue: [6, 7] },
          { value: 'c', enqueue: [0, 1], dequeue: [2, 3] },
          { value: 'd', enqueue: [0, 1], dequeue: [4, 5] },
          { value: 'b', enqueue: [0, 1], dequeue: [6, 7] },
        ],
      },
    })
    expect(priorityInversion.check(history, { bound: 3 })).toMatchObject({
      valid: true,
      maxOvertakes: 3,
      proof: null,
    })
  })
})
