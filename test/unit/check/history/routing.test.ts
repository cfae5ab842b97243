import { describe, expect, test } from 'vitest'
import { routing } from '../../../../src/check/history/routing.ts'
import { dequeue, enqueue } from '../../../property/check/history/references/operation-of.ts'

const clean = {
  misrouted: [],
  missing: [],
  duplicated: [],
  wrongConsumer: [],
  unexpected: [],
  tornBroadcast: [],
}
const pass = { valid: true, verdict: 'pass', ...clean, proof: null }
const unknown = { valid: 'unknown', verdict: 'invalid', ...clean, proof: null }
const options = { agents: ['A', 'B'], exclusiveInbox: true }
const read = (id: unknown, at: number, inbox: string | undefined, process = inbox ?? 'A') =>
  dequeue(id, at, at + 1, { process, key: inbox })

describe('routing', () => {
  test('empty', () => {
    expect(routing.check([], options)).toEqual(pass)
  })

  test('sane: a direct message, a broadcast, and one that was never acknowledged and is torn', () => {
    const history = [
      enqueue(1, 0, 1, { key: 'A' }),
      enqueue(2, 2, 3, { key: '*' }),
      enqueue(3, 4, 5, { key: '*', outcome: 'info' }),
      read(1, 6, 'A'),
      read(2, 8, 'A'),
      read(2, 10, 'B'),
      read(3, 12, 'B'),
      read(null, 14, 'A'),
    ]
    expect(routing.check(history, options)).toEqual({ ...pass, tornBroadcast: [3] })
  })

  test('pathological: all of it', () => {
    const history = [
      enqueue(1, 0, 1, { key: 'A' }),
      enqueue(2, 2, 3, { key: '*' }),
      enqueue(3, 4, 5, { key: 'B' }),
      enqueue(4, 4, 5, { key: 'B', process: 'q' }),
      read(1, 6, 'B'),
      read(2, 8, 'A'),
      read(3, 10, 'B'),
      read(3, 12, 'B'),
      read(4, 14, 'B', 'A'),
      read(9, 16, 'A'),
      read(9, 18, 'A'),
    ]
    expect(routing.check(history, options)).toEqual({
      valid: false,
      verdict: 'fail',
      misrouted: [{ value: 1, to: 'A', got: 'B' }],
      missing: [
        { value: 1, agent: 'A' },
        { value: 2, agent: 'B' },
      ],
      duplicated: [{ value: 3, agent: 'B', count: 2 }],
      wrongConsumer: [{ value: 4, inbox: 'B', consumer: 'A' }],
      unexpected: [9, 9],
      tornBroadcast: [2],
      proof: {
        sentence: '1 was addressed to A, yet it came out of the inbox of B',
        messages: [{ value: 1, enqueue: [0, 1], dequeue: [6, 7] }],
      },
    })
  })

  test('cannot tell what an unknown dequeue took', () => {
    const history = [enqueue(1, 0, 1, { key: 'A' }), dequeue(1, 2, 3, { process: 'A', outcome: 'info' })]
    expect(routing.check(history, options)).toEqual({ ...unknown, missing: [{ value: 1, agent: 'A' }] })
  })

  test('does not vouch for a message without addressee, an inbox without name, a broadcast to nobody known', () => {
    expect(routing.check([enqueue(1, 0, 1)], options)).toEqual(unknown)
    expect(routing.check([enqueue(1, 0, 1, { key: 'A' }), read(1, 2, undefined)], options)).toMatchObject({
      valid: 'unknown',
    })
    expect(
      routing.check([enqueue(1, 0, 1, { key: '*' }), read(1, 2, 'A')], { exclusiveInbox: false }),
    ).toEqual(unknown)
  })
})
