import { describe, expect, test } from 'vitest'
import { evidenceOf, judgeOne, type Settings } from '../evidence-of.ts'

const terms = { checker: 'lease', options: { visibilityMs: 100, maxDeliveries: 2 } }
const judged = (settings: Settings, guarantee: unknown = terms) => judgeOne(guarantee, evidenceOf(settings))

const again = ['enqueue 0 ok @0-1', 'dequeue 0 ok @2-3', 'dequeue 0 ok @110-111', 'ack 0 ok @112-113 by 2']

test('a message that comes again once its lease is over is as it should be', () => {
  expect(judged({ lines: again })).toMatchObject({ verdict: 'pass', summary: '4 operations' })
})

describe('a lease in whole milliseconds', () => {
  const at = (ms: number) => [
    'enqueue 0 ok @0-1',
    'dequeue 0 ok @2-3',
    `dequeue 0 ok @${ms}-${ms}`,
    `ack 0 ok @${ms + 1}-${ms + 2} by 2`,
  ]
  test('may be up to one short', () => {
    expect(judged({ lines: at(102) }).verdict).toBe('pass')
    expect(judged({ lines: at(101) }).verdict).toBe('pass')
    expect(judged({ lines: at(100.9) }).verdict).toBe('fail')
  })
  test('or a tenth, where it is very short', () => {
    const short = { checker: 'lease', options: { visibilityMs: 1 } }
    const line = (ms: number) => [
      'enqueue 0 ok @0-0',
      'dequeue 0 ok @1-1',
      `dequeue 0 ok @${ms}-${ms}`,
      `ack 0 ok @5-6 by 2`,
    ]
    expect(judged({ lines: line(1.95) }, short).verdict).toBe('pass')
    expect(judged({ lines: line(1.8) }, short).verdict).toBe('fail')
  })
})

test.each([
  ['came again too early', ['enqueue 0 ok @0-1', 'dequeue 0 ok @2-3', 'dequeue 0 ok @50-51']],
  [
    'came again after its ack',
    ['enqueue 0 ok @0-1', 'dequeue 0 ok @2-3', 'ack 0 ok @4-5 by 1', 'dequeue 0 ok @200-201'],
  ],
  ['came too often', [...again.slice(0, 3), 'dequeue 0 ok @220-221', 'ack 0 ok @222-223 by 3']],
  ['was given up too early', ['enqueue 0 ok @0-1', 'dequeue 0 ok @2-3', 'deadLetter 0 ok @120']],
  ['was nacked and is gone', ['enqueue 0 ok @0-1', 'dequeue 0 ok @2-3', 'nack 0 ok @4-5 by 1']],
  ['was never acked and is gone', ['enqueue 0 ok @0-1', 'dequeue 0 ok @2-3']],
])('a message that %s is a violation', (_, lines) => {
  const { verdict, examples } = judged({ lines })
  expect(verdict).toBe('fail')
  expect(examples.length).toBeGreaterThan(0)
  expect(examples[0]).toContain('"p:0"')
})

test('what is gone may still be inside where not all came out, or not all was seen', () => {
  const lines = ['enqueue 0 ok @0-1', 'dequeue 0 ok @2-3', 'nack 0 ok @4-5 by 1']
  expect(judged({ lines, drained: false }).verdict).toBe('invalid')
  expect(judged({ lines, missed: 1 }).verdict).toBe('invalid')
})

describe('rules about coming again that nothing put to the test do not pass', () => {
  test('without an ack', () => {
    const lines = [...again.slice(0, 3), 'deadLetter 0 ok @230']
    expect(judged({ lines })).toMatchObject({
      verdict: 'invalid',
      summary: 'nothing was acked (4 operations)',
    })
  })
  test('without a second delivery, dead letters aside', () => {
    const lines = ['enqueue 0 ok @0-1', 'dequeue 0 ok @2-3', 'ack 0 ok @4-5 by 1']
    expect(judged({ lines }).summary).toMatch(/^nothing was delivered a second time/)
  })
})

test('leases are seen on a message queue alone', () => {
  for (const place of ['deliveries', 'channel'] as const) {
    expect(judged({ lines: again, place })).toMatchObject({
      verdict: 'invalid',
      summary: expect.stringContaining('point `observe` at the message queue itself'),
    })
  }
})
