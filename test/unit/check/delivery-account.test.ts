import { describe, expect, test } from 'vitest'
import { accountDeliveries, type DeliveryExample } from '../../../src/check/delivery-account.ts'
import { Ledger } from '../../../src/record/ledger.ts'

const message = (sequence: number) => ({ producer: 'p', sequence })
const textsOf = (examples: readonly DeliveryExample[]) => examples.map(({ text }) => text)

function ledgerOf(play: (ledger: Ledger) => void): Ledger {
  const ledger = new Ledger()
  play(ledger)
  return ledger
}

describe('delivery account', () => {
  const missing = ledgerOf((ledger) => {
    ledger.enqueueInvoked(message(0), ['a', 'b'])
    ledger.enqueueOk(message(0), ['a', 'b'])
    ledger.delivered(message(0), 'a')
  })

  test('takes what is missing for lost once the queue was drained', () => {
    const { summary, examples } = accountDeliveries(missing, true, 'observed')
    expect(summary).toMatchObject({ attempted: 2, accepted: 2, delivered: 1, lost: 1, pending: 0 })
    expect(summary).toMatchObject({ lost_prefix: 0, lost_middle: 0, lost_postfix: 1 })
    expect(textsOf(examples.lost)).toEqual(['p:0 to b'])
  })

  test('takes what is missing for pending while the queue may still hold it', () => {
    const { summary, examples } = accountDeliveries(missing, false, 'observed')
    expect(summary).toMatchObject({ lost: 0, pending: 1 })
    expect(summary).toMatchObject({ lost_prefix: 0, lost_middle: 0, lost_postfix: 0 })
    expect([examples.lost, textsOf(examples.pending)]).toEqual([[], ['p:0 to b']])
  })

  test('does not take for lost what was dead-lettered, refused, or never answered', () => {
    const ledger = ledgerOf((ledger) => {
      for (const sequence of [0, 1, 2]) ledger.enqueueInvoked(message(sequence), ['a'])
      ledger.enqueueOk(message(0), ['a'])
      ledger.deadLettered(message(0), 'a')
      ledger.enqueueFailed(message(1), ['a'])
    })
    expect(accountDeliveries(ledger, true, 'observed').summary).toMatchObject({
      lost: 0,
      dead_lettered: 1,
      accepted: 1,
      attempted: 3,
    })
  })

  test('sorts what is lost by where it stands among what was delivered, for each inbox', () => {
    const ledger = ledgerOf((ledger) => {
      for (let sequence = 0; sequence < 10; sequence++) ledger.enqueueInvoked(message(sequence), ['a', 'b'])
      for (let sequence = 0; sequence < 10; sequence++) ledger.enqueueOk(message(sequence), ['a', 'b'])
      for (const sequence of [2, 3, 5, 6]) ledger.delivered(message(sequence), 'a')
      ledger.deadLettered(message(0), 'a')
    })
    const { summary } = accountDeliveries(ledger, true, 'observed')
    expect(summary).toMatchObject({ lost: 15, lost_prefix: 1, lost_middle: 1, lost_postfix: 13 })
  })

  test('says how often a message came twice or more', () => {
    const ledger = ledgerOf((ledger) => {
      ledger.enqueueInvoked(message(4), ['a'])
      ledger.enqueueOk(message(4), ['a'])
      for (let copy = 0; copy < 20; copy++) ledger.delivered(message(4), 'a')
    })
    const { summary, examples } = accountDeliveries(ledger, true, 'observed')
    expect(summary).toMatchObject({ delivered: 20, duplicated: 19 })
    expect(textsOf(examples.duplicated)).toEqual(['p:4 to a (20 times)'])
    const labels = { message: (_: string, sequence: number) => `order-${sequence}`, inboxes: false }
    const labelled = accountDeliveries(ledger, true, 'observed', labels)
    expect(textsOf(labelled.examples.duplicated)).toEqual(['order-4 (20 times)'])
    const odd = { message: () => 'a\nb\u001b[31m', inboxes: false }
    const shown = accountDeliveries(ledger, true, 'observed', odd)
    expect(textsOf(shown.examples.duplicated)).toEqual(['a\\nb\\u001b[31m (20 times)'])
  })

  test('carries on how it knows, what was reused and what could not be accounted for', () => {
    const ledger = ledgerOf((ledger) => {
      for (const sequence of [0, 0, 0, -1]) ledger.enqueueInvoked(message(sequence), ['a'])
    })
    expect(accountDeliveries(ledger, false, 'claimed')).toMatchObject({
      evidence: 'claimed',
      drained: false,
      reused: 2,
      unaccountable: 1,
    })
    expect(accountDeliveries(missing, true, 'observed')).toMatchObject({
      evidence: 'observed',
      drained: true,
      reused: 0,
      unaccountable: 0,
    })
  })

  test('shows at most eight examples of a class, and counts all', () => {
    const ledger = ledgerOf((ledger) => {
      for (let sequence = 0; sequence < 50; sequence++) ledger.delivered(message(sequence), 'a')
    })
    const { summary, examples } = accountDeliveries(ledger, true, 'observed')
    expect(summary.unexpected).toBe(50)
    expect(textsOf(examples.unexpected)).toEqual(
      Array.from({ length: 8 }, (_, sequence) => `p:${sequence} to a`),
    )
  })
})
