import { describe, expect, test } from 'vitest'
import { asserted, evidenceOf } from '../../support/guarantees.ts'
import { guarantees } from '../../../src/check/guarantees.ts'
import { accountDeliveries } from '../../../src/check/delivery-account.ts'
import { runChecks } from '../../../src/check/run-checks.ts'
import { Ledger } from '../../../src/record/ledger.ts'

type Event = 'invoked' | 'ok' | 'failed' | 'dead' | 'delivered' | 'elsewhere'
const message = (sequence: number) => ({ producer: 'p', sequence })

/** Plays the events of each message; message `n` is the n-th list. */
function judge(
  name: string,
  messages: readonly (readonly Event[])[],
  drained = true,
  evidence: 'observed' | 'claimed' = 'observed',
) {
  const ledger = new Ledger()
  for (const [sequence, events] of messages.entries()) {
    for (const event of events) {
      if (event === 'invoked') ledger.enqueueInvoked(message(sequence), ['a'])
      if (event === 'ok') ledger.enqueueOk(message(sequence), ['a'])
      if (event === 'failed') ledger.enqueueFailed(message(sequence), ['a'])
      if (event === 'dead') ledger.deadLettered(message(sequence), 'a')
      if (event === 'delivered') ledger.delivered(message(sequence), 'a')
      if (event === 'elsewhere') ledger.delivered(message(sequence), 'b')
    }
  }
  return runChecks([asserted(name)], evidenceOf(accountDeliveries(ledger, drained, evidence)))[0]!
}

const delivered: Event[] = ['invoked', 'ok', 'delivered']
const lost: Event[] = ['invoked', 'ok']
const twice: Event[] = [...delivered, 'delivered']
const unexpected: Event[] = ['delivered']
const phantom: Event[] = ['invoked', 'failed', 'delivered']
const recovered: Event[] = ['invoked', 'delivered']
const misrouted: Event[] = [...delivered, 'elsewhere']
const dead: Event[] = ['invoked', 'ok', 'dead']
const refused: Event[] = ['invoked', 'failed']

const cases: Record<string, readonly Event[]> = {
  lost,
  twice,
  unexpected,
  phantom,
  recovered,
  misrouted,
  dead,
  refused,
}
const fails: Record<string, readonly string[]> = {
  atLeastOnce: ['lost', 'unexpected', 'phantom'],
  atMostOnce: ['twice', 'unexpected', 'phantom'],
  exactlyOnce: ['lost', 'twice', 'unexpected', 'phantom'],
  exclusiveInbox: ['unexpected', 'misrouted'],
}

test('each guarantee on the ledger is judged below', () => {
  const onLedger = guarantees.filter(({ judgedOn }) => judgedOn === 'ledger')
  expect(Object.keys(fails)).toEqual(onLedger.map(({ name }) => name))
})

describe.each(Object.keys(fails))('%s', (name) => {
  test('passes when every message came once', () => {
    expect(judge(name, [delivered, delivered])).toMatchObject({
      guarantee: name,
      verdict: 'pass',
      examples: [],
      proof: null,
    })
  })

  test.each(Object.keys(cases))('beside a good message, on one that is: %s', (what) => {
    const { verdict, examples } = judge(name, [delivered, cases[what]!])
    const bad = fails[name]!.includes(what)
    expect(verdict).toBe(bad ? 'fail' : 'pass')
    expect(examples.length > 0).toBe(bad)
    for (const example of examples) expect(example).toMatch(/^\w+: p:1 to [ab]/)
  })

  test('is invalid when nothing was delivered, however little was violated', () => {
    for (const messages of [[], [refused], [dead], [['invoked']]] as Event[][][]) {
      const { verdict, summary } = judge(name, messages)
      expect(verdict).toBe('invalid')
      expect(summary).toMatch(/^nothing was delivered \(/)
    }
  })

  test('is invalid when a sequence number could not be accounted for', () => {
    const ledger = new Ledger()
    for (const sequence of [0, -1]) {
      ledger.enqueueInvoked(message(sequence), ['a'])
      ledger.enqueueOk(message(sequence), ['a'])
      ledger.delivered(message(sequence), 'a')
    }
    expect(runChecks([asserted(name)], evidenceOf(accountDeliveries(ledger, true, 'observed')))).toEqual([
      {
        guarantee: name,
        verdict: 'invalid',
        summary:
          '3 events were of messages that cannot be told apart (a sequence number below 0, fractional or above 2^28, or no id)',
        examples: [],
        proof: null,
      },
    ])
  })
})

describe('what is missing from a queue that was not drained', () => {
  test.each(['atLeastOnce', 'atMostOnce', 'exactlyOnce'])('leaves %s undecided', (name) => {
    expect(judge(name, [delivered, lost], false).verdict).toBe('invalid')
  })

  test('may come again: nothing missing decides for atMostOnce or exactlyOnce', () => {
    expect(judge('atMostOnce', [delivered, delivered], false)).toEqual({
      guarantee: 'atMostOnce',
      verdict: 'invalid',
      summary:
        '2 accepted, 2 delivered, 0 duplicated; the queue was not drained within drainMs, so what is inside may come again',
      examples: [],
      proof: null,
    })
    expect(judge('exactlyOnce', [delivered, delivered], false).verdict).toBe('invalid')
    expect(judge('atLeastOnce', [delivered, delivered], false).verdict).toBe('pass')
    expect(judge('exclusiveInbox', [delivered, lost], false).verdict).toBe('pass')
  })

  test('is said, with examples', () => {
    expect(judge('atLeastOnce', [delivered, lost], false)).toEqual({
      guarantee: 'atLeastOnce',
      verdict: 'invalid',
      summary:
        '2 accepted, 1 delivered, 0 lost, 1 pending; the queue was not drained within drainMs, so what is missing may still come',
      examples: ['p:1 to a'],
      proof: null,
    })
  })

  test('does not excuse what is violated already', () => {
    expect(judge('exactlyOnce', [twice, lost], false).verdict).toBe('fail')
    expect(judge('atLeastOnce', [phantom, lost], false).verdict).toBe('fail')
    expect(judge('atMostOnce', [twice, lost], false).verdict).toBe('fail')
    expect(judge('exclusiveInbox', [misrouted, lost], false).verdict).toBe('fail')
  })
})

test('nothing lost from a queue that delivered nothing is still a failure when messages were', () => {
  expect(judge('atLeastOnce', [lost, lost])).toMatchObject({
    verdict: 'fail',
    summary: '2 accepted, 0 delivered, 2 lost (2 postfix)',
  })
})

test('a summary names the classes that matter, then every other that is not 0', () => {
  expect(judge('atLeastOnce', [delivered, twice, misrouted, dead, recovered]).summary).toBe(
    '4 accepted, 6 delivered, 0 lost, 1 duplicated, 1 recovered, 1 misrouted, 1 dead-lettered',
  )
})

test('a name that no checker has is invalid, never a pass', () => {
  expect(judge('atLeastTwice', [delivered])).toMatchObject({
    verdict: 'invalid',
    summary: 'no guarantee has this name',
  })
})

describe('an identity that was used twice', () => {
  const again: Event[] = [...delivered, 'invoked', 'ok']
  const reused = 'messages share their identity (producer, sequence): 1 deliveries cannot be told from others'

  test.each(Object.keys(fails))('leaves %s undecided, where it would have passed', (name) => {
    expect(judge(name, [delivered, again])).toEqual({
      guarantee: name,
      verdict: 'invalid',
      summary: reused,
      examples: [],
      proof: null,
    })
  })

  test.each(Object.keys(fails))('excuses no violation of %s', (name) => {
    const bad = cases[fails[name]![0]!]!
    const { verdict, examples } = judge(name, [again, bad])
    expect(verdict).toBe('fail')
    expect(examples.length).toBeGreaterThan(0)
  })

  test.each(Object.keys(fails))('is none, for %s, where the first was refused', (name) => {
    expect(judge(name, [[...refused, ...delivered]]).verdict).toBe('pass')
  })
})

describe('deliveries that are known from what a core answered', () => {
  const answered = ' (as the core answered; it cannot be observed)'

  test('say nothing of inboxes', () => {
    expect(judge('exclusiveInbox', [delivered, delivered], true, 'claimed')).toEqual({
      guarantee: 'exclusiveInbox',
      verdict: 'invalid',
      summary:
        '2 delivered, 0 misrouted, 2 accepted; the core cannot be observed (observeDeliveries), so nobody saw which inbox was reached',
      examples: [],
      proof: null,
    })
  })

  test.each(['unexpected', 'misrouted'])('violate exclusiveInbox all the same: %s', (what) => {
    expect(judge('exclusiveInbox', [delivered, cases[what]!], true, 'claimed')).toMatchObject({
      verdict: 'fail',
      examples: [expect.stringContaining(`${what}: p:1`)],
      proof: null,
    })
  })

  describe.each(['atLeastOnce', 'atMostOnce', 'exactlyOnce'])('%s', (name) => {
    test('passes, and its summary says how it is known', () => {
      const seen = judge(name, [delivered, delivered])
      expect(seen.summary).not.toContain('as the core answered')
      expect(judge(name, [delivered, delivered], true, 'claimed')).toEqual({
        ...seen,
        summary: `${seen.summary}${answered}`,
      })
    })

    test.each(Object.keys(cases))('has the same verdict beside a message that is: %s', (what) => {
      const messages = [delivered, cases[what]!]
      for (const drained of [true, false]) {
        const seen = judge(name, messages, drained)
        const claimed = judge(name, messages, drained, 'claimed')
        expect(claimed).toEqual({
          ...seen,
          summary: seen.verdict === 'pass' ? `${seen.summary}${answered}` : seen.summary,
        })
      }
    })
  })
})
