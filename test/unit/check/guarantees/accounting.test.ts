import { describe, expect, test } from 'vitest'
import { evidenceOf, judgeOne, type Settings } from '../evidence-of.ts'

const onLedger = ['atLeastOnce', 'atMostOnce', 'exactlyOnce', 'exclusiveInbox']
const judged = (guarantee: unknown, settings: Settings) =>
  judgeOne(guarantee, evidenceOf({ knowsInboxes: true, ...settings }))

const good = ['enqueue 0', 'dequeue 0']

test.each(onLedger)('%s passes what came once', (guarantee) => {
  expect(judged(guarantee, { lines: good }).verdict).toBe('pass')
})

describe('a channel whose send nobody was seen to call', () => {
  const unseen = ['dequeue 0', 'dequeue 1', 'dequeue 1']
  test.each(onLedger)('says nothing of %s', (guarantee) => {
    const { verdict, summary } = judged(guarantee, { lines: unseen, place: 'channel' })
    expect(verdict).toBe('invalid')
    expect(summary).toContain('no call of `send` was seen')
  })
  test.each(onLedger)('is a violation of %s on a queue, where nobody else could send', (guarantee) => {
    expect(judged(guarantee, { lines: unseen }).verdict).toBe('fail')
  })
  test.each(onLedger)('is one no more with a single send (%s)', (guarantee) => {
    expect(
      judged(guarantee, { lines: [...unseen, 'enqueue 2', 'dequeue 2'], place: 'channel' }).verdict,
    ).toBe('fail')
  })
})

test('nothing can be lost where nothing was certainly accepted', () => {
  const lines = ['enqueue 0 info', 'dequeue 0']
  for (const guarantee of ['atLeastOnce', 'exactlyOnce']) {
    expect(judged(guarantee, { lines })).toMatchObject({
      verdict: 'invalid',
      summary: expect.stringMatching(/^no message was certainly accepted, so that none could be lost \(/),
    })
  }
  expect(judged('atMostOnce', { lines }).verdict).toBe('pass')
})

test('exclusiveInbox needs inboxes', () => {
  expect(judged('exclusiveInbox', { lines: good, knowsInboxes: false })).toMatchObject({
    verdict: 'invalid',
    summary: 'what is observed has no inboxes; a processor has, or a channel with `inboxesOf`',
  })
})

describe('checkers of histories that count', () => {
  const counting = [
    { checker: 'total-queue' },
    { checker: 'queue' },
    { checker: 'unique-ids' },
    { checker: 'routing' },
    { checker: 'fairness', options: { agents: ['queue'] } },
  ]
  test.each(counting)('$checker passes what came once, acked or not', (guarantee) => {
    expect(judged(guarantee, { lines: [...good, 'ack 0 ok by 1'] }).verdict).toBe('pass')
  })

  test.each([{ checker: 'total-queue' }, { checker: 'routing' }])(
    '$checker knows lost from left',
    (guarantee) => {
      const lines = [...good, 'enqueue 1']
      expect(judged(guarantee, { lines }).verdict).toBe('fail')
      expect(judged(guarantee, { lines, drained: false }).verdict).toBe('invalid')
      expect(judged(guarantee, { lines, missed: 1 }).verdict).toBe('invalid')
    },
  )

  test.each(counting)('$checker does not count dead letters as deliveries', (guarantee) => {
    const lines = [...good, 'enqueue 1', 'dequeue 1', 'deadLetter 1', 'enqueue 2', 'deadLetter 2']
    expect(judged(guarantee, { lines }).verdict).toBe('pass')
  })

  test.each(['total-queue', 'queue', 'unique-ids', 'routing'])('%s fails what came twice', (checker) => {
    expect(judged({ checker }, { lines: [...good, 'dequeue 0'] }).verdict).toBe('fail')
  })
})
