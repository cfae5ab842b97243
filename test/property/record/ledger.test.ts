import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { Ledger } from '../../../src/record/ledger.ts'
import { LedgerModel, lineOf } from './ledger-model.ts'

type Both = [Ledger, LedgerModel]
const one = (inbox: number): string => `Agent-${inbox}`

function expectSame([ledger, model]: Both): void {
  const lines: string[] = []
  const plain = ledger.sweep((entry) => lines.push(lineOf(entry)))
  expect(lines.sort()).toEqual(model.entries().sort())
  expect(plain).toBe(model.plain())
  expect(ledger.reused).toBe(model.reused)
}

/** A stretch of traffic of one producer: messages in a row, all treated alike. */
const stretch = fc.record({
  producer: fc.constantFrom('p', 'q', 'r'),
  begin: fc.oneof(
    fc.integer({ min: 0, max: 300 }),
    fc.integer({ min: 2 ** 14 - 200, max: 2 ** 14 + 200 }),
    fc.constantFrom(2 ** 15 - 3, 2 ** 20, 2 ** 28 - 400),
  ),
  count: fc.oneof(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 100, max: 400 })),
  // So that first inboxes are one, in turn, by chance, or many.
  inboxes: fc.constantFrom(1, 1, 2, 9, 300),
  address: fc.constantFrom('one', 'turn', 'chance', 'all'),
  events: fc.array(
    fc.constantFrom(
      'invoked',
      'invoked',
      'ok',
      'ok',
      'taken',
      'taken',
      'failed',
      'dead',
      'delivered',
      'delivered',
      'elsewhere',
    ),
    { minLength: 1, maxLength: 6 },
  ),
  copies: fc.constantFrom(1, 1, 1, 2, 3, 4, 20),
  backwards: fc.boolean(),
  seed: fc.nat({ max: 1000 }),
})
type Part = typeof stretch extends fc.Arbitrary<infer T> ? T : never
type Stretch = Omit<Part, 'inboxes' | 'copies' | 'producer'> & {
  producer: string
  inboxes: number
  copies: number
}

function* messagesOf({ producer, begin, count, inboxes, address, backwards, seed }: Stretch) {
  for (let index = 0; index < count; index++) {
    const sequence = begin + (backwards ? count - 1 - index : index)
    const chance = (sequence * 7919 + seed * 31 + ((sequence * seed) % 13)) % inboxes
    const inbox = address === 'turn' ? sequence % inboxes : address === 'chance' ? chance : seed % inboxes
    const addressees =
      address === 'all' ? Array.from({ length: Math.min(inboxes, 12) }, (_, i) => one(i)) : [one(inbox)]
    yield { message: { producer, sequence }, addressees, elsewhere: one(seed % 40) }
  }
}

function play(both: Both, part: Stretch): void {
  for (const { message, addressees, elsewhere } of messagesOf(part)) {
    for (const event of part.events) {
      for (const ledger of both) {
        if (event === 'invoked') ledger.enqueueInvoked(message, addressees)
        else if (event === 'ok') ledger.enqueueOk(message, addressees)
        else if (event === 'taken') for (const inbox of addressees) ledger.taken(message, inbox)
        else if (event === 'failed') ledger.enqueueFailed(message, addressees)
        else if (event === 'dead') ledger.deadLettered(message, addressees.at(-1)!)
        else {
          for (let copy = 0; copy < part.copies; copy++)
            for (const inbox of event === 'elsewhere' ? [elsewhere] : addressees)
              ledger.delivered(message, inbox)
        }
      }
    }
  }
}

test('the ledger says at any time what an object for each message and inbox would', () => {
  fc.assert(
    fc.property(fc.array(stretch, { minLength: 1, maxLength: 6 }), (parts) => {
      const both: Both = [new Ledger(), new LedgerModel()]
      for (const part of parts) {
        play(both, part)
        expectSame(both)
      }
    }),
    { numRuns: 80, seed: 14 },
  )
})

test('whole pages of every kind, and what follows them, are as exact', () => {
  for (const [inboxes, address, copies] of [
    [9, 'turn', 1],
    [300, 'turn', 1],
    [9, 'chance', 1],
    [300, 'chance', 1],
    [3, 'all', 1],
    [1, 'one', 6],
  ] as const) {
    const both: Both = [new Ledger(), new LedgerModel()]
    const common = { producer: 'p', inboxes, address, copies, backwards: false, seed: 5 }
    play(both, { ...common, begin: 0, count: 2 ** 14 + 500, events: ['invoked', 'ok', 'delivered'] })
    play(both, { ...common, begin: 2 ** 14 - 9, count: 18, events: ['elsewhere', 'failed'] })
    play(both, { ...common, begin: 2 ** 14 + 490, count: 20, events: ['invoked'], address: 'one' })
    play(both, { ...common, begin: 2 ** 13, count: 10, events: ['delivered'], copies: 9000 })
    expectSame(both)
  }
})
