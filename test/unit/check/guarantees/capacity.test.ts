import { expect, test } from 'vitest'
import { evidenceOf, judgeOne, type Settings } from '../evidence-of.ts'

const limit = (capacity: number) => ({ checker: 'size-limit', options: { capacity } })
const verdictOf = (guarantee: unknown, settings: Settings) =>
  judgeOne(guarantee, evidenceOf(settings)).verdict
const lines = ['enqueue 0', 'enqueue 1', 'dequeue 0', 'enqueue 2', 'dequeue 1', 'dequeue 2']

test('no more wait than may', () => {
  expect(verdictOf(limit(2), { lines })).toBe('pass')
  expect(verdictOf(limit(1), { lines })).toBe('fail')
})

test('a redelivery may exceed it, and who waits for a message makes room', () => {
  const again = ['enqueue 0', 'dequeue 0', 'nack 0 ok by 1', 'enqueue 1', 'dequeue 0', 'dequeue 1']
  expect(verdictOf(limit(1), { lines: again })).toBe('pass')
  const waiting = ['dequeue 0 ok @0-9', 'enqueue 0 ok @1-2', 'enqueue 1 ok @3-4', 'dequeue 1 ok @10-11']
  expect(verdictOf(limit(1), { lines: waiting })).toBe('pass')
})

test('what waits is seen on a message queue alone', () => {
  for (const place of ['deliveries', 'channel'] as const) {
    expect(judgeOne(limit(1), evidenceOf({ lines, place }))).toMatchObject({
      verdict: 'invalid',
      summary: 'deliveries were seen, but not what waits: point `observe` at the message queue itself',
    })
  }
})
