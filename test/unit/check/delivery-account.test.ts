import { describe, expect, test } from 'vitest'
import { accountDeliveries } from '../../../src/check/delivery-account.ts'
import { Ledger } from '../../../src/record/ledger.ts'

const message = (sequence: number) => ({ producer: 'p', sequence })

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
    expect(examples.lost).toEqual(['p:0 to b'])
  })

  test('takes what is missing for pending while the queue may still hold it', () => {
    const { summary, examples } = accountDeliveries(missing, false, 'observed')
    expect(summary).toMatchObject({ lost: 0, pending: 1 })
    expect(examples).toMatchObject({ lost: [], pending: ['p:0 to b'] })
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

  test('says how often a message came twice or more', () => {
    const ledger = ledgerOf((ledger) => {
      ledger.enqueueInvoked(message(4), ['a'])
      ledger.enqueueOk(message(4), ['a'])
      for (let copy = 0; copy < 20; copy++) ledger.delivered(message(4), 'a')
    })
    const { summary, examples } = accountDeliveries(ledger, true, 'observed')
    expect(summary).toMatchObject({ delivered: 20, duplicated: 19 })
    expect(examples.duplicated).toEqual(['p:4 to a (20 times)'])
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
    expect(examples.unexpected).toEqual(Array.from({ length: 8 }, (_, sequence) => `p:${sequence} to a`))
  })
})
