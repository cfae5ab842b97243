import { describe, expect, test } from 'vitest'
import { lease } from '../../../../src/check/history/lease.ts'
import type { Operation } from '../../../../src/model/history.ts'
import { ack, dequeue, enqueue, nack } from '../../../property/check/history/references/operation-of.ts'

const pass = { valid: true, verdict: 'pass', violations: [], proof: null }
const options = { visibilityMs: 30, maxDeliveries: 2, dlqKey: 'dead', drained: true }
const sent = enqueue(1, 0, 1)
const first = dequeue(1, 10, 12, { process: 'A' })
const judge = (...operations: Operation[]) => lease.check([sent, ...operations], options).violations

describe('lease', () => {
  test('empty', () => {
    expect(lease.check([], options)).toEqual(pass)
  })

  test('sane: nacked and delivered again, expired and dead-lettered, acked in time', () => {
    const history = [
      enqueue(1, 0, 1),
      enqueue(2, 2, 3),
      dequeue(1, 10, 12, { process: 'A' }),
      nack(1, 13, 14, { process: 'A' }),
      dequeue(1, 15, 16, { process: 'B' }),
      dequeue(2, 17, 18, { process: 'A' }),
      ack(2, 19, 20, { process: 'A' }),
      dequeue(1, 50, 51, { process: 'A', key: 'dead' }),
    ]
    expect(lease.check(history, options)).toEqual(pass)
  })

  test('pathological: delivered twice within a lease, and gone', () => {
    expect(lease.check([sent, first, dequeue(1, 20, 39, { process: 'B' })], options)).toEqual({
      valid: false,
      verdict: 'fail',
      violations: ['early-redelivery', 'lost-unacked'],
      proof: {
        sentence:
          '1 was delivered during 10 to 12, its lease ran until 40 at least and nobody nacked it, yet it was delivered again during 20 to 39',
        messages: [
          { value: 1, enqueue: [0, 1], dequeue: [10, 12] },
          { value: 1, enqueue: null, dequeue: [20, 39] },
        ],
      },
    })
  })

  test('early-redelivery: not where the lease may have been over', () => {
    expect(judge(first, dequeue(1, 20, 40, { process: 'B' }), ack(1, 41, 42, { process: 'B' }))).toEqual([])
  })

  test('redelivered-after-ack: not where the ack may have been late, or its fate is unknown', () => {
    const again = [dequeue(1, 60, 61, { process: 'B' })]
    expect(judge(first, ack(1, 20, 39, { process: 'A' }), ...again)).toEqual(['redelivered-after-ack'])
    expect(judge(first, ack(1, 20, 40, { process: 'A' }), ...again)).toEqual([])
    expect(judge(first, ack(1, 20, 39, { process: 'A', outcome: 'info' }), ...again)).toEqual([])
  })

  test('stale-ack-accepted: only while another certainly holds it', () => {
    const second = dequeue(1, 45, 46, { process: 'B' })
    expect(judge(first, second, ack(1, 50, 51, { process: 'A' }))).toEqual(['stale-ack-accepted'])
    expect(judge(first, second, ack(1, 50, 75, { process: 'A' }))).toEqual([])
    expect(
      judge(
        first,
        second,
        ack(1, 47, 48, { process: 'B', outcome: 'info' }),
        ack(1, 50, 51, { process: 'A' }),
      ),
    ).toEqual([])
  })

  test('poison-not-dead-lettered and premature-dead-letter', () => {
    const deliveries = [10, 50, 90].map((at) => dequeue(1, at, at + 1, { process: 'A' }))
    const dead = dequeue(1, 200, 201, { process: 'D', key: 'dead' })
    expect(judge(...deliveries, dead)).toEqual(['poison-not-dead-lettered'])
    expect(judge(...deliveries.slice(0, 2), dead)).toEqual([])
    expect(judge(...deliveries.slice(0, 1), dead)).toEqual(['premature-dead-letter'])
    expect(
      judge(...deliveries.slice(0, 1), dequeue(1, 50, 51, { process: 'B', outcome: 'info' }), dead),
    ).toEqual([])
  })

  test('lost-after-nack and lost-unacked: not where an unknown dequeue may hold it', () => {
    const nacked = nack(1, 20, 21, { process: 'A' })
    expect(judge(first, nacked)).toEqual(['lost-after-nack'])
    expect(judge(first)).toEqual(['lost-unacked'])
    expect(judge()).toEqual(['lost-unacked'])
    expect(judge(first, nacked, dequeue(1, 50, 51, { outcome: 'info' }))).toEqual([])
    expect(lease.check([sent, first, nacked], { ...options, drained: false })).toEqual(pass)
  })
})
