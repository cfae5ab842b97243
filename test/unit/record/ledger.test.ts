import { describe, expect, test } from 'vitest'
import { Ledger } from '../../../src/record/ledger.ts'

const message = (sequence: number, producer = 'p') => ({ producer, sequence })

describe('ledger', () => {
  test('keeps what is known of each message and inbox apart', () => {
    const ledger = new Ledger()
    ledger.enqueueInvoked(message(3), ['a', 'b'])
    ledger.enqueueOk(message(3), ['a'])
    ledger.enqueueFailed(message(3), ['b'])
    ledger.delivered(message(3), 'a')
    ledger.deadLettered(message(3), 'b')
    expect([...ledger.entries()]).toEqual([
      {
        producer: 'p',
        sequence: 3,
        inbox: 'a',
        attempted: true,
        accepted: true,
        refused: false,
        deadLettered: false,
        deliveries: 1,
      },
      {
        producer: 'p',
        sequence: 3,
        inbox: 'b',
        attempted: true,
        accepted: false,
        refused: true,
        deadLettered: true,
        deliveries: 0,
      },
    ])
  })

  test.each([1, 14, 15, 16, 17, 40, 300])('counts %d deliveries of one message exactly', (times) => {
    const ledger = new Ledger()
    ledger.enqueueInvoked(message(0), ['a'])
    for (let index = 0; index < times; index++) ledger.delivered(message(0), 'a')
    ledger.delivered(message(0), 'b')
    ledger.enqueueOk(message(0), ['a'])
    expect([...ledger.entries()]).toMatchObject([
      { inbox: 'a', deliveries: times, attempted: true, accepted: true },
      { inbox: 'b', deliveries: 1 },
    ])
  })

  test.each([-1, 1.5, Number.NaN, 2 ** 28, Infinity])(
    'counts sequence number %d as one it cannot account for',
    (sequence) => {
      const ledger = new Ledger()
      ledger.enqueueInvoked(message(sequence), ['a', 'b'])
      ledger.delivered(message(sequence), 'a')
      expect(ledger.unaccountable).toBe(3)
      expect([...ledger.entries()]).toEqual([])
    },
  )

  test('counts each inbox that a message is sent to a second time', () => {
    const ledger = new Ledger()
    ledger.enqueueInvoked(message(0), ['a', 'b'])
    ledger.enqueueInvoked(message(1), ['a'])
    ledger.enqueueInvoked(message(0, 'other'), ['a', 'b'])
    expect(ledger.reused).toBe(0)
    ledger.enqueueInvoked(message(0), ['b', 'c'])
    expect(ledger.reused).toBe(1)
    ledger.enqueueOk(message(0), ['a', 'b', 'c'])
    ledger.delivered(message(0), 'a')
    ledger.deadLettered(message(0), 'b')
    ledger.enqueueInvoked(message(0), ['a', 'b', 'c'])
    expect(ledger.reused).toBe(4)
  })

  test('lets what was refused be sent again', () => {
    const ledger = new Ledger()
    for (let attempt = 0; attempt < 3; attempt++) {
      ledger.enqueueInvoked(message(0), ['a', 'b'])
      ledger.enqueueFailed(message(0), ['a', 'b'])
    }
    ledger.enqueueInvoked(message(0), ['a', 'b'])
    expect(ledger.reused).toBe(0)
  })

  test('does not take what came before it was sent for a second sending', () => {
    const ledger = new Ledger()
    ledger.delivered(message(0), 'a')
    ledger.enqueueInvoked(message(0), ['a'])
    expect(ledger.reused).toBe(0)
  })

  test('counts deliveries by inbox, all of them', () => {
    const ledger = new Ledger()
    for (const [sequence, inbox] of [
      [0, 'a'],
      [0, 'a'],
      [1, 'b'],
      [-1, 'b'],
    ] as const)
      ledger.delivered(message(sequence), inbox)
    expect([...ledger.deliveriesByInbox]).toEqual([
      ['a', 2],
      ['b', 2],
    ])
  })

  test('knows whether a message was sent to anybody', () => {
    const ledger = new Ledger()
    ledger.enqueueInvoked(message(1), ['a'])
    ledger.delivered(message(2), 'b')
    expect([1, 2, 3].map((sequence) => ledger.wasAttempted(message(sequence)))).toEqual([true, false, false])
    expect(ledger.wasAttempted(message(1, 'other'))).toBe(false)
  })

  test('tells producers apart whose names could be run together', () => {
    const ledger = new Ledger()
    for (let index = 0; index < 20; index++) ledger.delivered(message(1, 'p"'), 'a')
    for (let index = 0; index < 30; index++) ledger.delivered(message(1, 'p'), '"a')
    expect([...ledger.entries()].map(({ deliveries }) => deliveries)).toEqual([20, 30])
  })

  test('grows to high sequence numbers without losing low ones', () => {
    const ledger = new Ledger()
    for (const sequence of [0, 15, 16, 100_000]) ledger.enqueueOk(message(sequence), ['a'])
    expect([...ledger.entries()].map(({ sequence }) => sequence)).toEqual([0, 15, 16, 100_000])
  })
})

describe('a message that was refused and sent again', () => {
  const message = { producer: 'p', sequence: 0 }

  test('is no phantom when it arrives, though nobody confirmed the second sending', () => {
    const ledger = new Ledger()
    ledger.enqueueInvoked(message, ['a'])
    ledger.enqueueFailed(message, ['a'])
    ledger.enqueueInvoked(message, ['a'])
    ledger.delivered(message, 'a')
    expect([...ledger.entries()]).toMatchObject([{ refused: false, deliveries: 1 }])
    expect(ledger.reused).toBe(0)
  })

  test('shares its identity with a third sending, which had no refusal before it', () => {
    const ledger = new Ledger()
    ledger.enqueueInvoked(message, ['a'])
    ledger.enqueueFailed(message, ['a'])
    ledger.enqueueInvoked(message, ['a'])
    ledger.enqueueOk(message, ['a'])
    ledger.enqueueInvoked(message, ['a'])
    expect(ledger.reused).toBe(1)
  })
})
