import { describe, expect, test } from 'vitest'
import { VirtualClock } from '../../../src/foundation/virtual-clock.ts'
import { DeliveryRecorder } from '../../../src/observe/delivery-recorder.ts'
import { entryBits } from '../../../src/record/entry-bits.ts'
import { HistoryLog } from '../../../src/record/history-log.ts'
import { Ledger } from '../../../src/record/ledger.ts'
import { makeMessage } from '../queue/make-message.ts'

const inboxes = ['a', 'b']

function setUp(maxOperations = 100) {
  const log = new HistoryLog(new VirtualClock().now, maxOperations)
  const ledger = new Ledger()
  const recorder = new DeliveryRecorder({ ledger, log })
  const rows = () =>
    log
      .operations()
      .map(({ kind, message, inbox, outcome }) => `${kind} ${message!.sequence} ${inbox} ${outcome}`)
  return { log, ledger, recorder, rows }
}

test('a message is an operation for each of its addressees', () => {
  const { recorder, rows } = setUp()
  const [one, two] = [makeMessage(0), makeMessage(1)]
  recorder.enqueueInvoked(one, inboxes)
  recorder.enqueueInvoked(two, ['b'])
  recorder.enqueueFailed(two, ['b'])
  recorder.delivered(one, 'a')
  recorder.enqueueOk(one, inboxes)
  recorder.deadLettered(one, 'b')
  expect(rows()).toEqual([
    'enqueue 0 a ok',
    'enqueue 0 b ok',
    'enqueue 1 b fail',
    'dequeue 0 a ok',
    'deadLetter 0 b ok',
  ])
})

test('what was taken at once is an operation of one instant for each addressee, and the ledger has both of its ends', () => {
  const { recorder, log, ledger, rows } = setUp()
  const [one, two] = [makeMessage(0), makeMessage(1)]
  // One that ends later stands in between.
  recorder.enqueueInvoked(two, ['a'])
  recorder.enqueued(one, inboxes)
  recorder.delivered(one, 'a')
  recorder.enqueueOk(two, ['a'])
  expect(rows()).toEqual(['enqueue 1 a ok', 'enqueue 0 a ok', 'enqueue 0 b ok', 'dequeue 0 a ok'])
  const [, a, b] = log.operations()
  expect([a!.completeTime, b!.completeTime]).toEqual([a!.invokeTime, b!.invokeTime])
  expect(b!.invokeTime).toBeGreaterThan(a!.invokeTime)
  const known: string[] = []
  ledger.forEach((producer, sequence, inbox, entry) => void known.push(`${sequence} ${inbox} ${entry}`))
  const { attempted, accepted, oneDelivery } = entryBits
  const taken = attempted + accepted
  expect(known).toEqual([`0 a ${taken + oneDelivery}`, `1 a ${taken}`, `0 b ${taken}`])
})

test('enqueues may end in any order', () => {
  const { recorder, rows } = setUp()
  const [one, two, three] = [makeMessage(0), makeMessage(1), makeMessage(2)]
  for (const message of [one, two, three]) recorder.enqueueInvoked(message, inboxes)
  recorder.enqueueFailed(three, inboxes)
  recorder.enqueueOk(one, inboxes)
  recorder.enqueueInvoked(makeMessage(3), ['a'])
  recorder.enqueueOk({ ...makeMessage(3) }, ['a'])
  recorder.enqueueOk(two, inboxes)
  recorder.enqueueOk(two, inboxes)
  expect(rows()).toEqual([
    'enqueue 0 a ok',
    'enqueue 0 b ok',
    'enqueue 1 a ok',
    'enqueue 1 b ok',
    'enqueue 2 a fail',
    'enqueue 2 b fail',
    'enqueue 3 a ok',
  ])
})

test('each operation has the producer and the inbox of its own message, whatever the ledger met before', () => {
  const log = new HistoryLog(new VirtualClock().now, 1_000)
  const ledger = new Ledger()
  const recorder = new DeliveryRecorder({ ledger, log })
  const from = (producer: string, sequence: number) =>
    makeMessage(sequence, { producer, key: `of ${producer}` })
  // The log meets these in another order than the ledger, and one of them never.
  recorder.enqueueFailed(from('p9', 0), ['x', 'y'])
  ledger.delivered(from('p8', 0), 'z')
  recorder.deadLettered(from('p7', 0), 'w')
  const expected = ['deadLetter p7 0 of p7 w']
  for (let turn = 0; turn < 60; turn++) {
    const message = from(`p${turn % 11}`, turn)
    // Names as they come off a wire: equal, and not the same.
    const to = ['w', 'x', 'y', 'b1', 'b2']
      .slice(turn % 5)
      .map((name) => `${name.slice(0, 1)}${name.slice(1)}`)
    recorder.enqueueInvoked(message, to)
    const tell = (kind: string, inbox: string) =>
      expected.push(`${kind} p${turn % 11} ${turn} of p${turn % 11} ${inbox}`)
    for (const inbox of to) tell('enqueue', inbox)
    for (const inbox of to.toReversed()) {
      recorder.delivered(message, inbox)
      tell('dequeue', inbox)
    }
    recorder.enqueueOk(message, to)
  }
  expect(
    log
      .operations()
      .map(({ kind, message, inbox }) =>
        [kind, message!.producer, message!.sequence, message!.key, inbox].join(' '),
      ),
  ).toEqual(expected)
})

describe('what does not fit', () => {
  test('an end without a beginning changes nothing', () => {
    const { recorder, rows } = setUp()
    recorder.enqueueOk(makeMessage(0), inboxes)
    recorder.enqueueFailed(makeMessage(0), inboxes)
    recorder.enqueueInvoked(makeMessage(1), [])
    recorder.enqueueOk(makeMessage(1), [])
    expect(rows()).toEqual([])
  })

  test('a history that ends in the middle of a message leaves it open', () => {
    const { recorder, log, rows } = setUp(1)
    recorder.enqueueInvoked(makeMessage(0), inboxes)
    recorder.enqueueOk(makeMessage(0), inboxes)
    recorder.delivered(makeMessage(0), 'a')
    expect(rows()).toEqual(['enqueue 0 a open'])
    expect(log.missed).toBe(2)
  })

  test('of two enqueues of one message under way, the later one ends', () => {
    const { recorder, rows } = setUp()
    for (let time = 0; time < 2; time++) recorder.enqueueInvoked(makeMessage(0), ['a'])
    for (let time = 0; time < 2; time++) recorder.enqueueOk(makeMessage(0), ['a'])
    const message = makeMessage(1)
    for (let time = 0; time < 2; time++) recorder.enqueueInvoked(message, ['a'])
    for (let time = 0; time < 2; time++) recorder.enqueueOk(message, ['a'])
    expect(rows()).toEqual(['enqueue 0 a open', 'enqueue 0 a ok', 'enqueue 1 a open', 'enqueue 1 a ok'])
  })

  test('a message that is sent again is another operation', () => {
    const { recorder, rows } = setUp()
    for (const end of ['enqueueFailed', 'enqueueOk'] as const) {
      recorder.enqueueInvoked(makeMessage(0), ['a'])
      recorder[end](makeMessage(0), ['a'])
    }
    expect(rows()).toEqual(['enqueue 0 a fail', 'enqueue 0 a ok'])
  })
})
