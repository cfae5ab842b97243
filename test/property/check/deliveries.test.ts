import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { accountDeliveries } from '../../../src/check/delivery-account.ts'
import { Ledger } from '../../../src/record/ledger.ts'

type Kind = 'invoked' | 'ok' | 'failed' | 'dead' | 'delivered'
interface Event {
  kind: Kind
  producer: string
  sequence: number
  inboxes: string[]
  times: number
}

const inbox = fc.constantFrom('a', 'b', 'c')
const event: fc.Arbitrary<Event> = fc.record({
  kind: fc.constantFrom<Kind>('invoked', 'invoked', 'ok', 'failed', 'dead', 'delivered', 'delivered'),
  producer: fc.constantFrom('p', 'q'),
  sequence: fc.oneof(
    { weight: 20, arbitrary: fc.integer({ min: 0, max: 5 }) },
    { weight: 1, arbitrary: fc.constantFrom(-1, 0.5, Number.NaN, 2 ** 28) },
  ),
  inboxes: fc.uniqueArray(inbox, { minLength: 1 }),
  // Beyond fifteen the ledger counts elsewhere.
  times: fc.oneof(
    { weight: 8, arbitrary: fc.integer({ min: 1, max: 3 }) },
    { weight: 1, arbitrary: fc.integer({ min: 13, max: 40 }) },
  ),
})

function play(events: readonly Event[]): Ledger {
  const ledger = new Ledger()
  for (const { kind, inboxes, times, ...message } of events) {
    if (kind === 'invoked') ledger.enqueueInvoked(message, inboxes)
    else if (kind === 'ok') ledger.enqueueOk(message, inboxes)
    else if (kind === 'failed') ledger.enqueueFailed(message, inboxes)
    else if (kind === 'dead') ledger.deadLettered(message, inboxes[0]!)
    else for (let copy = 0; copy < times; copy++) ledger.delivered(message, inboxes[0]!)
  }
  return ledger
}

/** The same figures from the definitions, by looking through all events for each message and inbox. */
function bruteForce(events: readonly Event[], drained: boolean) {
  const flat = events.flatMap(({ inboxes, kind, times, ...message }) => {
    const to = kind === 'dead' || kind === 'delivered' ? inboxes.slice(0, 1) : inboxes
    const copies = kind === 'delivered' ? times : 1
    return to.flatMap((box) => Array.from({ length: copies }, () => ({ ...message, kind, box })))
  })
  const isValid = (sequence: number): boolean =>
    Number.isInteger(sequence) && sequence >= 0 && sequence < 2 ** 28
  const valid = flat.filter(({ sequence }) => isValid(sequence))
  const sum = {
    attempted: 0,
    accepted: 0,
    delivered: 0,
    lost: 0,
    lost_prefix: 0,
    lost_middle: 0,
    lost_postfix: 0,
    pending: 0,
    duplicated: 0,
    unexpected: 0,
    phantom: 0,
    recovered: 0,
    misrouted: 0,
    dead_lettered: 0,
  }
  let reused = 0
  const pairs = new Set(valid.map(({ producer, sequence, box }) => `${producer} ${sequence} ${box}`))
  for (const pair of pairs) {
    const [producer, sequence, box] = pair.split(' ')
    const ofMessage = valid.filter((each) => each.producer === producer && each.sequence === Number(sequence))
    const count = (kind: Kind): number =>
      ofMessage.filter((each) => each.box === box && each.kind === kind).length
    const [asked, ok, dead, copies] = [
      count('invoked') > 0,
      count('ok') > 0,
      count('dead') > 0,
      count('delivered'),
    ]
    // Asked for again, and not refused since: a refusal is taken back by asking anew.
    let [asking, failed] = [false, false]
    for (const { kind } of ofMessage.filter((each) => each.box === box)) {
      if (kind === 'failed') failed = true
      if (kind !== 'invoked') continue
      if (asking && !failed) reused++
      asking = true
      failed = false
    }
    const askedOfAnyone = ofMessage.some(({ kind }) => kind === 'invoked')
    sum.attempted += Number(asked)
    sum.accepted += Number(ok)
    sum.dead_lettered += Number(dead)
    sum.delivered += copies
    sum.duplicated += Math.max(0, copies - 1)
    if (ok && copies === 0 && !dead) {
      sum[drained ? 'lost' : 'pending']++
      const came = valid.filter((each) => {
        return each.kind === 'delivered' && each.producer === producer && each.box === box
      })
      const laterCame = came.some((each) => each.sequence > Number(sequence))
      const earlierCame = came.some((each) => each.sequence < Number(sequence))
      const place = laterCame ? (earlierCame ? 'middle' : 'prefix') : 'postfix'
      if (drained) sum[`lost_${place}`]++
    }
    if (copies > 0 && !askedOfAnyone) sum.unexpected++
    if (copies > 0 && !asked && askedOfAnyone) sum.misrouted++
    if (copies > 0 && asked && !ok) sum[failed ? 'phantom' : 'recovered']++
  }
  return {
    sum,
    unaccountable: flat.length - valid.length,
    reused,
    received: flat.filter(({ kind }) => kind === 'delivered'),
  }
}

test('every delivery is accounted for exactly, whatever happened in whatever order', () => {
  fc.assert(
    fc.property(fc.array(event, { maxLength: 40 }), fc.boolean(), (events, drained) => {
      const ledger = play(events)
      const account = accountDeliveries(ledger, drained, 'observed')
      const expected = bruteForce(events, drained)
      expect(account.summary).toEqual(expected.sum)
      expect(account.unaccountable).toBe(expected.unaccountable)
      expect(account.reused).toBe(expected.reused)
      expect(account.drained).toBe(drained)
      for (const name of ['a', 'b', 'c']) {
        expect(ledger.deliveriesByInbox.get(name) ?? 0).toBe(
          expected.received.filter(({ box }) => box === name).length,
        )
      }
      for (const [name, examples] of Object.entries(account.examples)) {
        const total = account.summary[name as keyof typeof account.examples]
        expect(examples.length).toBeLessThanOrEqual(8)
        expect(examples.length > 0).toBe(total > 0)
      }
    }),
    { numRuns: 1500, seed: 6 },
  )
})
