import { describe, expect, test } from 'vitest'
import type { DeliveryClass } from '../../../src/check/delivery-account.ts'
import type { RecordedHistory } from '../../../src/check/evidence.ts'
import { ledgerProof } from '../../../src/check/ledger-proof.ts'
import { HistoryLog } from '../../../src/record/history-log.ts'

const message = (sequence: number) => ({ producer: 'p', sequence })

/** Message 0 came twice to a, 1 never did, 2 came to b although it was for a; 3 came from nowhere. */
function recorded(inbox: string): RecordedHistory {
  let now = 0
  const log = new HistoryLog(() => now++, 100)
  for (const sequence of [0, 1, 2]) log.ok(log.begin('enqueue', message(sequence), inbox))
  log.instant('dequeue', message(0), inbox)
  log.instant('dequeue', message(2), 'b')
  log.instant('dequeue', message(0), inbox)
  log.instant('dequeue', message(3), inbox)
  const label = (_: string, sequence: number): string => `order-${sequence}`
  return { size: log.size, operations: log.operations(), missed: 0, drained: true, label }
}

const prove = (kind: DeliveryClass, sequence: number, where: string, inbox = 'a') =>
  ledgerProof([{ kind, example: { producer: 'p', sequence, inbox: where, text: '' } }], recorded(inbox))

describe('the proof of what the ledger found', () => {
  test('shows what was lost going in, and never coming out', () => {
    expect(prove('lost', 1, 'a')).toEqual({
      sentence: '"order-1" was accepted, and never came out, although nothing was left inside (inbox of a)',
      messages: [{ value: 'order-1', enqueue: [3000, 4000], dequeue: null }],
    })
  })

  test('shows each time a message came out', () => {
    expect(prove('duplicated', 0, 'a')).toEqual({
      sentence: '"order-0" came out more than once (inbox of a)',
      messages: [
        { value: 'order-0', enqueue: [1000, 2000], dequeue: [7000, 7000] },
        { value: 'order-0', enqueue: null, dequeue: [9000, 9000] },
      ],
    })
  })

  test('shows the way in of what came out elsewhere', () => {
    expect(prove('misrouted', 2, 'b')).toEqual({
      sentence: '"order-2" came out of an inbox that it was not addressed to (inbox of b)',
      messages: [{ value: 'order-2', enqueue: [5000, 6000], dequeue: [8000, 8000] }],
    })
  })

  test('shows what nobody had sent, and names no inbox where there is but one', () => {
    expect(prove('unexpected', 3, 'queue', 'queue')).toEqual({
      sentence: '"order-3" came out, and nobody had sent it',
      messages: [{ value: 'order-3', enqueue: null, dequeue: [10_000, 10_000] }],
    })
  })

  test('has at most eight messages', () => {
    const example = { producer: 'p', sequence: 0, inbox: 'a', text: '' }
    const many = Array.from({ length: 20 }, () => ({ kind: 'duplicated' as const, example }))
    expect(ledgerProof(many, recorded('a'))!.messages).toHaveLength(8)
  })

  test('is none where nothing was recorded, or not of these messages', () => {
    const example = { producer: 'q', sequence: 9, inbox: 'a', text: '' }
    expect(ledgerProof([{ kind: 'lost', example }], null)).toBeNull()
    expect(ledgerProof([{ kind: 'lost', example }], recorded('a'))).toBeNull()
    expect(ledgerProof([], recorded('a'))).toBeNull()
  })
})
