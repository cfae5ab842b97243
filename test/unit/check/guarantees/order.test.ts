import { describe, expect, test } from 'vitest'
import { evidenceOf, judgeOne, type Settings } from '../evidence-of.ts'

const verdictOf = (guarantee: unknown, settings: Settings) =>
  judgeOne(guarantee, evidenceOf(settings)).verdict
const summaryOf = (guarantee: unknown, settings: Settings) =>
  judgeOne(guarantee, evidenceOf(settings)).summary

const inOrder = ['enqueue 0', 'enqueue 1', 'dequeue 0', 'dequeue 1']
const reversed = ['enqueue 0', 'enqueue 1', 'dequeue 1', 'dequeue 0']

describe('fifo', () => {
  test('passes in order, fails in reverse, and shows both messages', () => {
    expect(verdictOf('fifo', { lines: inOrder })).toBe('pass')
    const { verdict, examples, proof } = judgeOne('fifo', evidenceOf({ lines: reversed }))
    expect(verdict).toBe('fail')
    expect(examples).toEqual([
      '"p:0" went in 0.001 to 1000, came out 6000 to 7000',
      '"p:1" went in 2000 to 3000, came out 4000 to 5000',
    ])
    expect(proof!.sentence).toContain('p:0')
  })

  test('is a matter of each inbox, and says which one', () => {
    const lines = ['enqueue 0 ok a', 'enqueue 1 ok b', 'dequeue 1 ok b', 'dequeue 0 ok a']
    expect(verdictOf('fifo', { lines })).toBe('invalid')
    const more = [...lines, 'enqueue 2 ok b', 'enqueue 3 ok b', 'dequeue 3 ok b', 'dequeue 2 ok b']
    expect(summaryOf('fifo', { lines: more })).toMatch(/ \(inbox of b\)$/)
  })

  test('takes the options of its checker', () => {
    expect(verdictOf({ checker: 'fifo', options: { maxStates: 10 } }, { lines: inOrder })).toBe('pass')
  })
})

describe('fifoPerKey', () => {
  test('passes in order, fails in reverse', () => {
    expect(verdictOf('fifoPerKey', { lines: inOrder })).toBe('pass')
    expect(verdictOf('fifoPerKey', { lines: reversed })).toBe('fail')
  })
  test('does not compare keys', () => {
    expect(verdictOf('fifoPerKey', { lines: reversed, keys: ['a', 'b'] })).toBe('invalid')
  })
})

describe('priority', () => {
  const priorities = [0, 1]
  test('passes the higher first, fails the lower first', () => {
    expect(verdictOf('priority', { lines: reversed, priorities })).toBe('pass')
    expect(verdictOf('priority', { lines: inOrder, priorities })).toBe('fail')
    expect(verdictOf({ checker: 'priority-inversion' }, { lines: inOrder, priorities })).toBe('fail')
  })
  test('may be overtaken as often as is allowed, and says how often', () => {
    const guarantee = { checker: 'priority-inversion', options: { bound: 1 } }
    expect(judgeOne(guarantee, evidenceOf({ lines: inOrder, priorities }))).toMatchObject({
      verdict: 'pass',
      summary: '4 operations, at most 1 overtakes',
    })
  })
})

describe('what was never put to the test does not pass', () => {
  const one = ['enqueue 0', 'dequeue 0']
  const overlapping = ['enqueue 0 ok @1-5', 'enqueue 1 ok @2-4', 'dequeue 0 ok @6-7', 'dequeue 1 ok @8-9']
  const undelivered = ['enqueue 0', 'enqueue 1', 'dequeue 0']
  const never = 'so that there was no order to keep'

  test.each([
    ['fifo', one],
    ['fifo', overlapping],
    ['fifo', undelivered],
    ['fifoPerKey', one],
    ['fifoPerKey', overlapping],
    ['fifoPerKey', undelivered],
  ])('%s: %j', (guarantee, lines) => {
    const finding = judgeOne(guarantee, evidenceOf({ lines, drained: false }))
    expect(finding.verdict).toBe('invalid')
    expect(finding.summary).toContain(never)
  })

  test.each([
    ['one priority', ['enqueue 0', 'enqueue 1', 'dequeue 0', 'dequeue 1'], [1, 1]],
    ['never inside together', ['enqueue 0', 'dequeue 0', 'enqueue 1', 'dequeue 1'], [0, 1]],
    [
      'handed over at once',
      ['dequeue 1 ok @1-9', 'enqueue 0 ok @2-3', 'enqueue 1 ok @4-5', 'dequeue 0 ok @20-21'],
      [0, 1],
    ],
    [
      'inside together with its like only',
      ['enqueue 0', 'enqueue 1', 'dequeue 0', 'dequeue 1', 'enqueue 2', 'dequeue 2'],
      [1, 1, 2],
    ],
  ])('priority: %s', (_, lines, priorities) => {
    for (const guarantee of ['priority', { checker: 'priority-inversion' }]) {
      const finding = judgeOne(guarantee, evidenceOf({ lines, priorities }))
      expect(finding).toMatchObject({ verdict: 'invalid', vacuous: expect.any(String) })
      expect(finding.summary).toContain('were certainly inside together')
    }
  })

  test('priority: one that stays is met, whatever like it came and went', () => {
    const lines = [
      'enqueue 0 ok @0-1',
      'enqueue 1 ok @2-3',
      'dequeue 1 ok @4-5',
      'enqueue 2 ok @6-7',
      'dequeue 2 ok @8-9',
      'dequeue 0 ok @10-11',
    ]
    expect(verdictOf('priority', { lines, priorities: [0, 0, 1] })).toBe('pass')
  })

  test('priority: two that met behind a third are enough', () => {
    const lines = ['enqueue 0', 'enqueue 1', 'enqueue 2', 'dequeue 2', 'dequeue 0', 'dequeue 1']
    expect(verdictOf('priority', { lines, priorities: [1, 1, 2] })).toBe('pass')
    const long = [
      'enqueue 0 ok @0-1',
      'enqueue 1 ok @2-3',
      'dequeue 1 ok @4-5',
      'enqueue 2 ok @6-7',
      'dequeue 2 ok @8-9',
      'dequeue 0 ok @10-11',
    ]
    expect(verdictOf('priority', { lines: long, priorities: [0, 1, 1] })).toBe('pass')
  })
})

describe('a history that is not there, or not whole', () => {
  test('decides nothing, and says what to do', () => {
    const evidence = { ...evidenceOf({ lines: inOrder }), history: null }
    expect(judgeOne('fifo', evidence).summary).toBe(
      'no history was recorded; set `history: true`, or name the guarantee in the options of the scenario',
    )
    expect(summaryOf('fifo', { lines: inOrder, missed: 1_234 })).toBe(
      '1,234 operations found no room in the history; set `history: { maxOperations }`',
    )
    expect(verdictOf('fifo', { lines: inOrder, missed: 1 })).toBe('invalid')
  })

  test('excuses no violation', () => {
    expect(verdictOf('fifo', { lines: reversed, missed: 1 })).toBe('fail')
  })
})

test('nothing delivered decides nothing', () => {
  for (const guarantee of ['fifo', 'fifoPerKey', 'priority', { checker: 'total-queue' }]) {
    expect(verdictOf(guarantee, { lines: ['enqueue 0', 'enqueue 1'], drained: false })).toBe('invalid')
  }
})
