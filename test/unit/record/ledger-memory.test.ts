import { describe, expect, test } from 'vitest'
import { FirstInboxes } from '../../../src/record/first-inboxes.ts'
import { Ledger } from '../../../src/record/ledger.ts'

const pageLength = 2 ** 14

/** Bytes of arrays that were made meanwhile. What is collected meanwhile can only make it less. */
function arraysOf(play: () => void): number {
  const before = process.memoryUsage().arrayBuffers
  play()
  return process.memoryUsage().arrayBuffers - before
}

describe('the ledger takes', () => {
  test.each([
    ['one inbox', 1, 1],
    ['sixteen producers and one inbox', 1, 16],
    ['nine inboxes in turn', 9, 1],
  ])('at most 0.6 byte a message: %s', (_, inboxes, producers) => {
    const ledger = new Ledger()
    const each = Array.from({ length: inboxes }, (_, index) => [`inbox-${index}`])
    const bytes = arraysOf(() => {
      for (let number = 0; number < 1_000_000; number++) {
        const sequence = Math.floor(number / producers)
        const message = { producer: `producer-${number % producers}`, sequence }
        const addressees = each[sequence % inboxes]!
        ledger.enqueueInvoked(message, addressees)
        ledger.enqueueOk(message, addressees)
        ledger.delivered(message, addressees[0]!)
      }
    })
    expect(bytes).toBeLessThan(600_000)
    expect(ledger.sweep(() => {})).toBe(1_000_000)
  })

  test('nothing for the gap before a sequence number far beyond the others', () => {
    const ledger = new Ledger()
    const bytes = arraysOf(() => {
      for (const sequence of [0, 2 ** 20, 2 ** 28 - 1]) ledger.delivered({ producer: 'p', sequence }, 'a')
    })
    expect(bytes).toBeLessThan(100_000)
  })

  test('little for one broadcast to a thousand among many messages', () => {
    const ledger = new Ledger()
    const inboxes = Array.from({ length: 1000 }, (_, index) => `inbox-${index}`)
    const bytes = arraysOf(() => {
      for (let sequence = 0; sequence < pageLength; sequence++)
        ledger.enqueueInvoked({ producer: 'p', sequence }, sequence === 9000 ? inboxes : ['inbox-3'])
    })
    expect(bytes).toBeLessThan(50_000)
  })
})

describe('the first inboxes of a page', () => {
  /** The page after one that was told all its inboxes. */
  function after(inboxOf: (sequence: number) => number): FirstInboxes {
    const page = new FirstInboxes(inboxOf(0))
    for (let slot = 0; slot < pageLength; slot++) page.put(slot, inboxOf(slot))
    expect(page.hasColumn).toBe(true)
    return page.foretellNext(inboxOf(pageLength))
  }

  test.each([1, 2, 9, 1000, 4096])('are foretold where %d take turns, page after page', (count) => {
    const inboxOf = (sequence: number): number => (sequence % count) + 200
    let page = after(inboxOf)
    for (let number = 1; number < 5; number++) {
      expect(page.hasColumn).toBe(false)
      for (let slot = 0; slot < pageLength; slot++)
        if (page.at(slot) !== inboxOf(number * pageLength + slot)) expect([number, slot]).toBe('foretold')
      page = page.foretellNext(inboxOf((number + 1) * pageLength))
    }
  })

  test('are expected to be one where they came by chance, and where turns are too long to tell', () => {
    expect(after((sequence) => ((sequence * sequence) % 1009) ^ (sequence >> 5)).only).toBeGreaterThanOrEqual(
      0,
    )
    expect(after((sequence) => sequence % 5000).only).toBe(pageLength % 5000)
  })

  test('can be put otherwise than foretold, without a word to the pages before', () => {
    const first = after((sequence) => sequence % 9)
    const second = first.foretellNext(0)
    first.foretellNext(0).put(70, 8)
    second.put(70, 70_000)
    expect([second.at(69), second.at(70), second.at(71)]).toEqual([
      (2 * pageLength + 69) % 9,
      70_000,
      (2 * pageLength + 71) % 9,
    ])
    expect(first.at(70)).toBe((pageLength + 70) % 9)
    expect(first.foretellNext(0).at(70)).toBe((2 * pageLength + 70) % 9)
  })
})
