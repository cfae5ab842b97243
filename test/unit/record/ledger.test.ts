import { describe, expect, test } from 'vitest'
import type { LedgerEntry } from '../../../src/record/ledger-entry.ts'
import { Ledger } from '../../../src/record/ledger.ts'

const message = (sequence: number, producer = 'p') => ({ producer, sequence })

/** What a sweep visits, and how many went as they should. */
function read(ledger: Ledger): { entries: LedgerEntry[]; plain: number } {
  const entries: LedgerEntry[] = []
  const plain = ledger.sweep((entry) => entries.push(entry))
  return { entries, plain }
}

const entriesOf = (ledger: Ledger): LedgerEntry[] => read(ledger).entries

describe('ledger', () => {
  test('says where the producer and the inbox of the last event stand', () => {
    const ledger = new Ledger()
    const last = () => [ledger.latestProducer, ledger.latestInbox]
    ledger.enqueueInvoked(message(0), ['a', 'b'])
    expect(last()).toEqual([0, 1])
    ledger.sent(message(0, 'q'), 'a')
    expect(last()).toEqual([1, 0])
    ledger.delivered(message(0), 'c')
    expect(last()).toEqual([0, 2])
    // It cannot be accounted for, and is told of as all others.
    ledger.delivered(message(-1, 'r'), 'd')
    expect(last()).toEqual([2, 3])
    expect(ledger.inboxes).toEqual(['a', 'b', 'c', 'd'])
  })

  test('keeps what is known of each message and inbox apart', () => {
    const ledger = new Ledger()
    ledger.enqueueInvoked(message(3), ['a', 'b'])
    ledger.enqueueOk(message(3), ['a'])
    ledger.enqueueFailed(message(3), ['b'])
    ledger.delivered(message(3), 'a')
    ledger.delivered(message(3), 'a')
    ledger.deadLettered(message(3), 'b')
    expect(entriesOf(ledger)).toEqual([
      {
        producer: 'p',
        sequence: 3,
        inbox: 'a',
        attempted: true,
        accepted: true,
        refused: false,
        deadLettered: false,
        deliveries: 2,
        sent: true,
        place: null,
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
        sent: true,
        place: 'postfix',
      },
    ])
  })

  test.each([1, 2, 3, 4, 5, 14, 15, 16, 40, 300, 5000])(
    'counts %d deliveries of one message exactly',
    (times) => {
      const ledger = new Ledger()
      ledger.enqueueInvoked(message(0), ['a'])
      for (let index = 0; index < times; index++) ledger.delivered(message(0), 'a')
      ledger.delivered(message(0), 'b')
      ledger.deadLettered(message(0), 'a')
      expect(entriesOf(ledger)).toMatchObject([
        { inbox: 'a', deliveries: times, attempted: true, accepted: false, deadLettered: true },
        { inbox: 'b', deliveries: 1 },
      ])
    },
  )

  test.each([-1, 1.5, Number.NaN, 2 ** 28, Infinity, 2 ** 28 + 5, -(2 ** 14), -(2 ** 28), 2 ** 32])(
    'counts sequence number %d as one it cannot account for',
    (sequence) => {
      const ledger = new Ledger()
      ledger.enqueueInvoked(message(sequence), ['a', 'b'])
      ledger.delivered(message(sequence), 'a')
      expect(ledger.unaccountable).toBe(3)
      expect(read(ledger)).toEqual({ entries: [], plain: 0 })
      ledger.enqueueInvoked(message(20_000), ['a'])
      ledger.delivered(message(sequence), 'a')
      ledger.delivered(message(sequence, 'q'), 'a')
      expect(ledger.unaccountable).toBe(5)
      expect(entriesOf(ledger)).toMatchObject([{ sequence: 20_000, deliveries: 0 }])
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

  test('tells inboxes apart whose names end alike, and what is no name from any', () => {
    const ledger = new Ledger()
    const inboxes = ['Agent-1', 'Bgent-1', 'Agent-1', undefined as never, 'Agent-11', 'Bgent-1']
    for (const inbox of inboxes) ledger.delivered(message(0), inbox)
    expect([...ledger.deliveriesByInbox.values()]).toEqual([2, 2, 1, 1])
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

  test('does not visit what went as it should, and says how much did', () => {
    const ledger = new Ledger()
    for (let sequence = 0; sequence < 40_000; sequence++) {
      ledger.enqueueInvoked(message(sequence), ['a', 'b'])
      ledger.enqueueOk(message(sequence), ['a', 'b'])
      ledger.delivered(message(sequence), 'a')
      if (sequence !== 20_000) ledger.delivered(message(sequence), 'b')
    }
    const { entries, plain } = read(ledger)
    expect(plain).toBe(79_999)
    expect(entries).toMatchObject([{ sequence: 20_000, inbox: 'b', deliveries: 0, place: 'middle' }])
  })

  test('says where a missing message stands, by producer and inbox', () => {
    const ledger = new Ledger()
    for (const sequence of [0, 20_000, 40_000, 60_000, 80_000]) ledger.enqueueOk(message(sequence), ['a'])
    ledger.enqueueOk(message(3), ['b'])
    ledger.enqueueOk(message(0, 'q'), ['a'])
    for (const sequence of [60_000, 20_000]) ledger.delivered(message(sequence), 'a')
    ledger.delivered(message(1, 'q'), 'a')
    // The last one of a page.
    ledger.enqueueOk(message(2 ** 14 - 2, 'r'), ['a'])
    ledger.delivered(message(2 ** 14 - 1, 'r'), 'a')
    const missing = entriesOf(ledger).filter(({ deliveries }) => deliveries === 0)
    expect(missing.map(({ producer, sequence, inbox, place }) => [producer, sequence, inbox, place])).toEqual(
      [
        ['p', 0, 'a', 'prefix'],
        ['p', 3, 'b', 'postfix'],
        ['p', 40_000, 'a', 'middle'],
        ['p', 80_000, 'a', 'postfix'],
        ['q', 0, 'a', 'prefix'],
        ['r', 2 ** 14 - 2, 'a', 'prefix'],
      ],
    )
  })

  test('keeps one account of a message and an inbox, however it is stored meanwhile', () => {
    const ledger = new Ledger()
    const range = (from: number, to: number): number[] =>
      Array.from({ length: to - from }, (_, index) => 2 ** 14 + from + index)
    for (const sequence of [0, ...range(1000, 1300)]) ledger.enqueueInvoked(message(sequence), ['a'])
    // First a lane for x, of which 300 messages have no first inbox; then a column, for y.
    for (const sequence of [...range(0, 300), ...range(1000, 1300)]) ledger.delivered(message(sequence), 'x')
    for (const sequence of range(2000, 2700)) ledger.delivered(message(sequence), 'y')
    for (const sequence of range(0, 300)) ledger.delivered(message(sequence), 'x')
    const { length } = entriesOf(ledger).filter(({ inbox, deliveries }) => inbox === 'x' && deliveries === 2)
    expect(length).toBe(300)
    expect(entriesOf(ledger)).toHaveLength(301 + 600 + 700)
  })

  test('knows of what came to the wrong inbox whether it was sent to another', () => {
    const ledger = new Ledger()
    ledger.enqueueInvoked(message(1), ['a'])
    for (const sequence of [1, 2]) ledger.delivered(message(sequence), 'b')
    expect(entriesOf(ledger).filter(({ inbox }) => inbox === 'b')).toMatchObject([
      { sequence: 1, attempted: false, sent: true },
      { sequence: 2, attempted: false, sent: false },
    ])
  })

  test('tells producers apart whose names could be run together', () => {
    const ledger = new Ledger()
    for (let index = 0; index < 20; index++) ledger.delivered(message(1, 'p"'), 'a')
    for (let index = 0; index < 30; index++) ledger.delivered(message(1, 'p'), '"a')
    expect(entriesOf(ledger).map(({ deliveries }) => deliveries)).toEqual([20, 30])
  })

  test('grows to high sequence numbers without losing low ones', () => {
    const ledger = new Ledger()
    for (const sequence of [0, 15, 16, 100_000, 2 ** 28 - 1]) ledger.enqueueOk(message(sequence), ['a'])
    expect(entriesOf(ledger).map(({ sequence }) => sequence)).toEqual([0, 15, 16, 100_000, 2 ** 28 - 1])
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
    expect(entriesOf(ledger)).toMatchObject([{ refused: false, deliveries: 1 }])
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
