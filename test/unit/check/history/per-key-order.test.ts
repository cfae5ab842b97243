import { describe, expect, test } from 'vitest'
import { perKeyOrder } from '../../../../src/check/history/per-key-order.ts'
import { dequeue, drain, enqueue } from '../../../property/check/history/references/operation-of.ts'

const nothing = { prefix: [], middle: [], postfix: [] }
const pass = {
  valid: true,
  verdict: 'pass',
  reordered: [],
  reorderedEveryDelivery: [],
  undelivered: nothing,
  proof: null,
}

describe('per-key-order', () => {
  test('empty', () => {
    expect(perKeyOrder.check([], {})).toEqual(pass)
  })

  test('sane: other keys, other producers, failed and unknown enqueues are free to pass', () => {
    const history = [
      enqueue(1, 0, 1, { key: 'k' }),
      enqueue(2, 2, 3, { key: 'other' }),
      enqueue(3, 4, 5, { key: 'k', process: 'q' }),
      enqueue(4, 6, 7, { key: 'k', outcome: 'fail' }),
      enqueue(5, 8, 9, { key: 'k' }),
      dequeue(2, 10, 11),
      dequeue(3, 12, 13),
      dequeue(4, 14, 15),
      drain([1, 5], 16, 17),
    ]
    expect(perKeyOrder.check(history, {})).toEqual(pass)
  })

  test('pathological: a pair the wrong way round, another within a drain, a redelivery, and holes', () => {
    const history = [
      ...[1, 2, 3, 4, 5, 6, 7].map((id) => enqueue(id, id, id + 0.5, { key: 'k' })),
      dequeue(3, 10, 11),
      drain([5, 2], 12, 13),
      dequeue(3, 14, 15),
    ]
    expect(perKeyOrder.check(history, {})).toEqual({
      valid: false,
      verdict: 'fail',
      reordered: [
        [2, 3],
        [2, 5],
      ],
      reorderedEveryDelivery: [
        [2, 3],
        [2, 5],
        [3, 5],
      ],
      undelivered: { prefix: [1], middle: [4], postfix: [6, 7] },
      proof: {
        sentence:
          '3 was sent after 2 had been acknowledged (producer p, key k), yet it was delivered by 11 and 2 not before 12',
        messages: [
          { value: 2, enqueue: [2, 2.5], dequeue: [12, 13] },
          { value: 3, enqueue: [3, 3.5], dequeue: [10, 11] },
        ],
      },
    })
  })

  test('answers a long history in reverse without listing all of its 12 million pairs', () => {
    const sent = Array.from({ length: 5_000 }, (_, id) => enqueue(id, id, id + 0.5))
    const read = Array.from({ length: 5_000 }, (_, id) => dequeue(4_999 - id, 10_000 + id, 10_000.5 + id))
    const { valid, reordered } = perKeyOrder.check([...sent, ...read], {})
    expect({ valid, listed: (reordered as []).length }).toEqual({ valid: false, listed: 1_000_000 })
  })
})
